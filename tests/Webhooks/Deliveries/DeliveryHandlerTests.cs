using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TlEngine.Access;
using TlEngine.Messaging;
using TlEngine.Tests.Outbound;
using TlEngine.Webhooks;
using TlEngine.Webhooks.Deliveries;

namespace TlEngine.Tests.Webhooks.Deliveries;

public sealed class DeliveryHandlerTests : IAsyncLifetime
{
    private static readonly string Secret = ReceivedWebhook.SecretOfSeed(DeliveriesUnderTest.Key);

    private DeliveriesUnderTest _deliveries = null!;

    public async Task InitializeAsync() => _deliveries = await DeliveriesUnderTest.StartAsync();

    public async Task DisposeAsync() => await _deliveries.DisposeAsync();

    [Fact]
    public async Task Handle_ReceiverTakesIt_IsDeliveredOnceAndSigned()
    {
        await using var receiver = await Receiver.StartAsync(204);
        var row = await _deliveries.PlanAsync(new Uri(receiver.Url, "/hook?x=1"));

        var after = await _deliveries.HandleAsync(row);
        await _deliveries.HandleAsync(row);

        Assert.Equal((DeliveryStatus.Delivered, 1, 204, null), (after.Status, after.Attempt, after.ResponseStatus, after.Error));
        var sent = Assert.Single(receiver.Requests);
        Assert.True(ReceivedWebhook.IsSigned(sent, Secret));
        Assert.False(ReceivedWebhook.IsSigned(sent, ReceivedWebhook.SecretOfSeed("another-key")));
        Assert.Equal(("POST", "/hook", "application/json"), (sent.Method, sent.Path, sent.Headers["Content-Type"]));
        Assert.Equal(row.Id.ToString(), sent.Headers["webhook-id"]);
        var body = JsonDocument.Parse(sent.Text).RootElement;
        Assert.Equal("execution.succeeded", body.GetProperty("type").GetString());
        Assert.Equal(_deliveries.Clock.GetUtcNow(), body.GetProperty("timestamp").GetDateTimeOffset());
        Assert.Equal(row.ExecutionId.ToString(), body.GetProperty("data").GetProperty("execution_id").GetString());
        Assert.True(body.GetProperty("data").GetProperty("result").GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task Handle_LargeResult_IsOnlyLinked()
    {
        await using var receiver = await Receiver.StartAsync(200);
        var row = await _deliveries.PlanAsync(receiver.Url, result: $$"""{"text":"{{new string('a', 70_000)}}"}""");

        await _deliveries.HandleAsync(row);

        var data = JsonDocument.Parse(Assert.Single(receiver.Requests).Text).RootElement.GetProperty("data");
        Assert.False(data.TryGetProperty("result", out _));
        Assert.EndsWith("/result", data.GetProperty("links").GetProperty("result").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handle_ReceiverFails_ClimbsTheLadderUnderOneIdThenGivesUp()
    {
        await using var receiver = await Receiver.StartAsync(500);
        var row = await _deliveries.PlanAsync(receiver.Url, succeeds: false);

        for (var rung = 1; rung <= WebhookLadder.Steps.Count; rung++)
        {
            row = await _deliveries.HandleAsync(row);
            Assert.Equal((DeliveryStatus.Pending, rung, 500), (row.Status, row.Attempt, row.ResponseStatus));
            var wait = row.NextAttemptAt!.Value - _deliveries.Clock.GetUtcNow();
            Assert.InRange(wait, WebhookLadder.Steps[rung - 1], WebhookLadder.Steps[rung - 1] * 1.2);

            // A message before its time sends nothing.
            await _deliveries.HandleAsync(row);
            Assert.Equal(rung, receiver.Requests.Count);
            _deliveries.Clock.Advance(wait);
        }

        row = await _deliveries.HandleAsync(row);

        Assert.Equal((DeliveryStatus.Failed, WebhookLadder.MaxAttempts), (row.Status, row.Attempt));
        Assert.Contains("500", row.Error, StringComparison.Ordinal);
        Assert.Equal(WebhookLadder.MaxAttempts, receiver.Requests.Count);
        Assert.Single(receiver.Requests.Select(request => request.Headers["webhook-id"]).Distinct());
        Assert.Single(receiver.Requests.Select(request => request.Text).Distinct());
        Assert.Equal(WebhookLadder.MaxAttempts, receiver.Requests.Select(request => request.Headers["webhook-timestamp"]).Distinct().Count());
        Assert.All(receiver.Requests, request => Assert.True(ReceivedWebhook.IsSigned(request, Secret)));
        Assert.Contains("\"execution.failed\"", receiver.Requests.First().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handle_ReceiverRecovers_IsDelivered()
    {
        await using var receiver = await Receiver.StartAsync(503, 302, 200);
        var row = await _deliveries.PlanAsync(receiver.Url);
        while (row.Status != DeliveryStatus.Delivered)
        {
            row = await _deliveries.HandleAsync(row);
            Assert.NotEqual(DeliveryStatus.Failed, row.Status);
            _deliveries.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal((3, 200), (row.Attempt, row.ResponseStatus));
    }

    [Fact]
    public async Task Handle_RetryAfter_IsHonoured()
    {
        await using var receiver = await Receiver.StartAsync((_, response) =>
        {
            response.StatusCode = 429;
            response.Headers.RetryAfter = "7200";
            return Task.CompletedTask;
        });

        var row = await _deliveries.HandleAsync(await _deliveries.PlanAsync(receiver.Url));

        Assert.Equal(TimeSpan.FromHours(2), row.NextAttemptAt - _deliveries.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Handle_Gone_DisablesTheEndpointUntilRedeliveryIsAskedFor()
    {
        await using var receiver = await Receiver.StartAsync(410, 200);
        var first = await _deliveries.HandleAsync(await _deliveries.PlanAsync(receiver.Url));
        Assert.Equal((DeliveryStatus.Failed, 410), (first.Status, first.ResponseStatus));

        var second = await _deliveries.HandleAsync(await _deliveries.PlanAsync(receiver.Url));
        Assert.Equal(DeliveryStatus.Failed, second.Status);
        Assert.Contains("410", second.Error, StringComparison.Ordinal);
        Assert.Single(receiver.Requests);

        var caller = new Caller("tl-plane", "tl-plane", ["executions:*"], 0);
        var (again, refusal) = await _deliveries.Service<DeliveryService>().RedeliverAsync(caller, first.Id.ToString(), default);
        Assert.Null(refusal);
        Assert.Equal(DeliveryStatus.Delivered, (await _deliveries.HandleAsync(again!)).Status);
        Assert.Equal(
            receiver.Requests.First().Headers["webhook-id"], receiver.Requests.Last().Headers["webhook-id"]);
    }

    [Fact]
    public async Task Handle_CallerWithoutASecretOrAddressNotAllowed_FailsWithTheReason()
    {
        await using var receiver = await Receiver.StartAsync(200);

        var unsigned = await _deliveries.HandleAsync(await _deliveries.PlanAsync(receiver.Url, caller: "amqp:tracker"));
        var inside = await _deliveries.HandleAsync(await _deliveries.PlanAsync(new Uri("http://10.0.0.1/")));

        Assert.Equal(DeliveryStatus.Failed, unsigned.Status);
        Assert.Contains("amqp:tracker", unsigned.Error, StringComparison.Ordinal);
        Assert.Equal(DeliveryStatus.Failed, inside.Status);
        Assert.Contains("10.0.0.1", inside.Error, StringComparison.Ordinal);
        Assert.Empty(receiver.Requests);
    }

    [Fact]
    public async Task Handle_DeadHost_HoldsNobodyElseUpAndCountsNoAttempt()
    {
        int port;
        await using (var gone = new RawServer(RawServer.Silent()))
        {
            port = gone.Port;
        }

        await using var alive = await Receiver.StartAsync(200);
        var dead = new List<Delivery>();
        for (var i = 0; i < 30; i++)
        {
            dead.Add(await _deliveries.PlanAsync(new Uri($"http://127.0.0.1:{port}/{i}")));
        }

        foreach (var row in dead.Take(EndpointGate.Failures))
        {
            Assert.Equal((1, DeliveryStatus.Pending), Told(await _deliveries.HandleAsync(row)));
        }

        foreach (var row in dead.Skip(EndpointGate.Failures))
        {
            var postponed = await _deliveries.HandleAsync(row);
            Assert.Equal((0, DeliveryStatus.Pending), Told(postponed));
            Assert.True(postponed.NextAttemptAt - _deliveries.Clock.GetUtcNow() >= EndpointGate.FirstBreak);
        }

        var other = await _deliveries.PlanAsync(alive.Url);
        Assert.Equal(DeliveryStatus.Delivered, (await _deliveries.HandleAsync(other)).Status);
        static (int, DeliveryStatus) Told(Delivery row) => (row.Attempt, row.Status);
    }

    [Fact]
    public async Task Handle_SlowHost_TakesSoManyAtOnceAndPostponesTheRest()
    {
        using var open = new SemaphoreSlim(0);
        await using var slow = await Receiver.StartAsync((request, _) => open.WaitAsync(request.Gone));
        var rows = new List<Delivery>();
        for (var i = 0; i < EndpointGate.MostAtOnce + 5; i++)
        {
            rows.Add(await _deliveries.PlanAsync(slow.Url));
        }

        var waiting = rows.Take(EndpointGate.MostAtOnce).Select(_deliveries.HandleAsync).ToList();
        await TlEngine.Tests.Servers.Poll.UntilAsync(
            "as many requests as may be have arrived", TimeSpan.FromSeconds(10), () => slow.Requests.Count == EndpointGate.MostAtOnce);
        foreach (var row in rows.Skip(EndpointGate.MostAtOnce))
        {
            Assert.Equal(0, (await _deliveries.HandleAsync(row)).Attempt);
        }

        open.Release(EndpointGate.MostAtOnce);
        Assert.All(await Task.WhenAll(waiting), row => Assert.Equal(DeliveryStatus.Delivered, row.Status));
    }

    [Fact]
    public async Task Handle_WorkerDiesAfterSending_ComesAgainUnderTheSameId()
    {
        await using var receiver = await Receiver.StartAsync(200);
        var row = await _deliveries.PlanAsync(receiver.Url);

        // The claim of a worker that is gone.
        await _deliveries.Store.ClaimAsync(row.Id, TimeSpan.FromSeconds(45), default);
        Assert.Equal(DeliveryStatus.Delivering, (await _deliveries.HandleAsync(row)).Status);
        _deliveries.Clock.Advance(TimeSpan.FromSeconds(56));
        Assert.Equal(1, await _deliveries.Service<DeliverySweep>().RunAsync(default));

        Assert.Equal((DeliveryStatus.Delivered, 2), ((await _deliveries.HandleAsync(row)).Status, (await _deliveries.Store.FindAsync(row.Id, default))!.Attempt));
        Assert.Single(receiver.Requests);
    }

    [Fact]
    public async Task Sweep_MessageNeverPublished_IsPublishedOnce()
    {
        await _deliveries.PlanAsync(new Uri("http://127.0.0.1:9/"));
        Assert.Equal(0, await _deliveries.Service<DeliverySweep>().RunAsync(default));
        _deliveries.Clock.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(1, await _deliveries.Service<DeliverySweep>().RunAsync(default));
        Assert.Equal(0, await _deliveries.Service<DeliverySweep>().RunAsync(default));
        Assert.Equal(1, (await _deliveries.Broker.GetDepthAsync(Topology.Webhooks, default)).Ready);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"delivery_id":"ID"}""")]
    [InlineData("""{"delivery_id":"ID","seal":7}""")]
    [InlineData("""{"delivery_id":"ID","seal":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}""")]
    public async Task Handle_MessageOfAProducer_IsDroppedUnheard(string body)
    {
        await using var receiver = await Receiver.StartAsync(200);
        var row = await _deliveries.PlanAsync(receiver.Url);
        var message = new IncomingMessage(
            System.Text.Encoding.UTF8.GetBytes(body.Replace("ID", row.Id.ToString(), StringComparison.Ordinal)), MessageProperties.Empty);

        await _deliveries.Service<DeliveryHandler>().HandleAsync(Topology.Webhooks, message, default);

        Assert.Empty(receiver.Requests);
        Assert.Equal(DeliveryStatus.Pending, (await _deliveries.Store.FindAsync(row.Id, default))!.Status);
    }
}
