using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TlEngine.Engines;
using TlEngine.Engines.Outside.Notify;
using TlEngine.Engines.Outside.Secrets;
using TlEngine.Executions;
using TlEngine.Outbound;
using TlEngine.Tests.Outbound;
using TlEngine.Tests.Storage;
using TlEngine.Tests.Webhooks;
using TlEngine.Webhooks;

namespace TlEngine.Tests.Engines.Outside.Notify;

public sealed class NotifyWebhookTests : IClassFixture<EmbeddedStorage>, IDisposable
{
    private const string Old = "whsec_AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB";
    private const string New = "whsec_AgICAgICAgICAgICAgICAgICAgICAgIC";

    private readonly EmbeddedStorage _storage;
    private readonly OutboundClient _client = OutboundUnderTest.Client();
    private readonly NotifyWebhookEngine _engine;

    public NotifyWebhookTests(EmbeddedStorage storage)
    {
        _storage = storage;
        var secrets = new Dictionary<string, string>
        {
            ["TL_SECRET_OLD"] = Old, ["TL_SECRET_OLD_HOSTS"] = "127.0.0.1",
            ["TL_SECRET_NEW"] = New, ["TL_SECRET_NEW_HOSTS"] = "127.0.0.1",
            ["TL_SECRET_WRONG"] = "whsec_tooshort", ["TL_SECRET_WRONG_HOSTS"] = "*",
            ["TL_SECRET_OTHER"] = New, ["TL_SECRET_OTHER_HOSTS"] = "example.com",
        };
        _engine = new NotifyWebhookEngine(
            OutboundUnderTest.Guard(OutboundUnderTest.Loopback),
            new WebhookSender(_client, TimeProvider.System),
            storage.Endpoints,
            new SecretVault(secrets.GetValueOrDefault),
            new RandomSource());
    }

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Run_TwoSecrets_IsSignedWithBothAndTheSameOnEveryAttempt()
    {
        await using var receiver = await Receiver.StartAsync(200);

        var result = await OutsideUnderTest.RunAsync(_engine, Data(receiver.Url, """["{{secret:NEW}}","{{secret:OLD}}"]"""));
        await OutsideUnderTest.RunAsync(_engine, Data(receiver.Url, """["{{secret:NEW}}","{{secret:OLD}}"]"""), OutsideUnderTest.Run(attempt: 2));

        var sent = receiver.Requests.First();
        Assert.True(sent.IsSignedWith(New));
        Assert.True(sent.IsSignedWith(Old));
        Assert.Equal($"msg_{OutsideUnderTest.Run().ExecutionId}", sent.Headers["webhook-id"]);
        Assert.Equal("""{"type":"vehicle.late","timestamp":"1970-01-01T00:00:00Z","data":{"vehicle":7}}""", sent.Text);
        Assert.True(result.GetProperty("delivered").GetBoolean());
        Assert.Single(receiver.Requests.Select(request => (request.Headers["webhook-id"], request.Text)).Distinct());
    }

    [Theory]
    [InlineData(500)]
    [InlineData(404)]
    [InlineData(302)]
    public async Task Run_NotTaken_ClimbsTheLadder(int status)
    {
        await using var receiver = await Receiver.StartAsync(status);

        foreach (var attempt in (int[])[1, 4, 9])
        {
            var failure = await FailAsync(Data(receiver.Url), attempt);
            Assert.Equal(("engine_failed", true), (failure.Code, failure.Retriable));
            Assert.InRange(failure.RetryAfter!.Value, WebhookLadder.Steps[attempt - 1], WebhookLadder.Steps[attempt - 1] * 1.2);
        }
    }

    [Theory]
    [InlineData(503)]
    [InlineData(302)]
    public async Task Run_RetryAfter_IsHonoured(int status)
    {
        await using var receiver = await Receiver.StartAsync((_, response) =>
        {
            response.StatusCode = status;
            response.Headers.RetryAfter = "3600";
            return Task.CompletedTask;
        });

        Assert.Equal(TimeSpan.FromHours(1), (await FailAsync(Data(receiver.Url))).RetryAfter);
    }

    [Fact]
    public async Task Run_Gone_DisablesTheEndpointUntilReenabledOrADayLater()
    {
        await using var receiver = await Receiver.StartAsync(410, 410, 200);

        for (var i = 0; i < 2; i++)
        {
            var failure = await FailAsync(Data(receiver.Url));
            Assert.Equal(("endpoint_disabled", false), (failure.Code, failure.Retriable));
        }

        Assert.Single(receiver.Requests);
        await FailAsync(Data(receiver.Url, more: ",\"reenable\":true"));
        Assert.Equal(2, receiver.Requests.Count);

        await _storage.PassAsync(DisabledEndpoint.Period + TimeSpan.FromSeconds(1));
        await OutsideUnderTest.RunAsync(_engine, Data(receiver.Url));
        Assert.Equal(3, receiver.Requests.Count);
    }

    [Theory]
    [InlineData("WRONG")]
    [InlineData("OTHER")]
    [InlineData("MISSING")]
    public async Task Run_SecretThatCannotBeUsed_FailsForGoodAndSendsNothing(string name)
    {
        await using var receiver = await Receiver.StartAsync(200);

        var failure = await FailAsync(Data(receiver.Url, $$$"""["{{secret:{{{name}}}}}"]"""));

        Assert.False(failure.Retriable);
        Assert.Empty(receiver.Requests);
    }

    [Theory]
    [InlineData("""{"type":"a","payload":{},"secrets":"{{secret:A}}"}""", "/url")]
    [InlineData("""{"url":"http://10.0.0.1/","type":"a","payload":{},"secrets":"{{secret:A}}"}""", "/url")]
    [InlineData("""{"url":"https://example.com/","payload":{},"secrets":"{{secret:A}}"}""", "/type")]
    [InlineData("""{"url":"https://example.com/","type":"a","secrets":"{{secret:A}}"}""", "/payload")]
    [InlineData("""{"url":"https://example.com/","type":"a","payload":{}}""", "/secrets")]
    [InlineData("""{"url":"https://example.com/","type":"a","payload":{},"secrets":"whsec_AQEB"}""", "/secrets")]
    [InlineData("""{"url":"https://example.com/","type":"a","payload":{},"secrets":["{{secret:A}}","{{secret:B}}","{{secret:C}}"]}""", "/secrets")]
    [InlineData("""{"url":"https://example.com/","type":"a","payload":{},"secrets":"{{secret:A}}","message_id":"a.b"}""", "/message_id")]
    [InlineData("""{"url":"https://example.com/","type":"a","payload":{},"secrets":"{{secret:A}}","message_id":" a"}""", "/message_id")]
    [InlineData("""{"url":"https://example.com/{{secret:A}}","type":"a","payload":{},"secrets":"{{secret:A}}"}""", "/url")]
    [InlineData("""{"url":"https://example.com/","type":"a","payload":{},"secrets":"{{secret:A}}","timeout_s":31}""", "/timeout_s")]
    public void Prepare_WrongMember_IsNamed(string data, string pointer)
    {
        var errors = _engine.PrepareRefused(data);

        Assert.Contains(errors, error => error.Pointer == pointer);
        Assert.DoesNotContain(errors, error => error.Detail.Contains("AQEB", StringComparison.Ordinal));
    }

    [Fact]
    public void Descriptor_OfACallThatNobodyWaitsFor_HasTheLaddersAttempts()
    {
        Assert.Equal(10, _engine.Descriptor.DefaultAttempts);
        Assert.True(_engine.Descriptor.SideEffects);
        Assert.False(_engine.Descriptor.Deterministic);
        Assert.NotNull(JsonDocument.Parse(_engine.Descriptor.Example));
    }

    private Task<EngineFailedException> FailAsync(string data, int attempt = 1) => Assert.ThrowsAsync<EngineFailedException>(
        () => OutsideUnderTest.RunAsync(_engine, data, OutsideUnderTest.Run(attempt)));

    private static string Data(Uri url, string secrets = "\"{{secret:NEW}}\"", string more = "") =>
        $$"""{"url":"{{url}}","secrets":{{secrets}},"type":"vehicle.late","payload":{"vehicle":7}{{more}}}""";
}
