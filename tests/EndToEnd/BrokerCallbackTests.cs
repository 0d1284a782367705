using System.Text.Json;
using TlEngine.Tests.Outbound;
using TlEngine.Tests.Servers;
using TlEngine.Tests.Webhooks;

namespace TlEngine.Tests.EndToEnd;

/// <summary>Callbacks through a real RabbitMQ and PostgreSQL: a retry waits in the broker's own tier.</summary>
public sealed class BrokerCallbackTests : IAsyncLifetime
{
    private string _amqpUrl = null!;
    private string _databaseUrl = null!;
    private EngineServer _engine = null!;

    public async Task InitializeAsync()
    {
        _amqpUrl = await (await RabbitServer.SharedAsync()).CreateVhostAsync();
        _databaseUrl = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        _engine = await EngineServer.StartNewAsync(
            ("AMQP_URL", _amqpUrl), ("DATABASE_URL", _databaseUrl), ("OUTBOUND_ALLOW", "127.0.0.1"));
    }

    public async Task DisposeAsync()
    {
        await _engine.DisposeAsync();
        await (await PostgresServer.SharedAsync()).DropDatabaseAsync(_databaseUrl);
        await (await RabbitServer.SharedAsync()).DeleteVhostAsync(_amqpUrl);
    }

    [Fact]
    public async Task Callback_ReceiverFailsFirst_ComesAgainFromTheTierUnderTheSameId()
    {
        await using var receiver = await Receiver.StartAsync(500, 200);
        var (_, accepted) = await _engine.SendAsync(
            HttpMethod.Post,
            "/api/v1/engines/track.summary/execute",
            $$$"""{"data":{"positions":[{"t":0,"lat":45.1,"lon":13.6}]},"options":{"callback_url":"{{{receiver.Url}}}"}}""");
        var path = $"/api/v1/executions/{accepted.GetProperty("execution_id").GetString()}/deliveries";

        JsonElement delivery = default;
        await Poll.UntilAsync("the second attempt is recorded", TimeSpan.FromSeconds(60), async () =>
        {
            var (_, list) = await _engine.SendAsync(HttpMethod.Get, path);
            delivery = list.GetProperty("items").EnumerateArray().FirstOrDefault();
            return delivery.ValueKind == JsonValueKind.Object && delivery.GetProperty("status").GetString() == "delivered";
        });

        Assert.Equal((2, 2), (delivery.GetProperty("attempt").GetInt32(), receiver.Requests.Count));
        Assert.Single(receiver.Requests.Select(request => (request.Headers["webhook-id"], request.Text)).Distinct());
        Assert.All(receiver.Requests, request => Assert.True(request.IsSignedWith(ReceivedWebhook.SecretOfSeed(EngineServer.TlPlaneKey))));
    }
}
