using System.Net;
using System.Text.Json;
using TlEngine.Tests.Outbound;
using TlEngine.Tests.Servers;
using TlEngine.Tests.Webhooks;

namespace TlEngine.Tests.EndToEnd;

/// <summary>Callbacks to a receiver of this machine; a proxy in the environment, where nobody listens, must not matter.</summary>
public sealed class CallbackTests : IAsyncLifetime
{
    private const string Track = """{"positions":[{"t":0,"lat":45.1,"lon":13.6},{"t":1000,"lat":45.2,"lon":13.6}]}""";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly (string, string) Admin = ("X-API-Key", EngineServer.AdminKey);

    private EngineServer _engine = null!;

    public async Task InitializeAsync() => _engine = await EngineServer.StartNewAsync(
        ("OUTBOUND_ALLOW", "127.0.0.1"), ("HTTP_PROXY", "http://127.0.0.1:1"), ("ALL_PROXY", "http://127.0.0.1:1"),
        // Nothing here may wait for the sweep.
        ("AzureWebJobs.RecoverLostExecutions.Disabled", "true"));

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task Execute_WithACallback_IsToldSignedAndListed()
    {
        await using var receiver = await Receiver.StartAsync(200);

        var (response, accepted) = await ExecuteAsync(receiver.Url);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var message = await FirstAsync(receiver, 1);
        Assert.True(message.IsSignedWith(ReceivedWebhook.SecretOfSeed(EngineServer.TlPlaneKey)));
        var body = JsonDocument.Parse(message.Text).RootElement;
        Assert.Equal("execution.succeeded", body.GetProperty("type").GetString());
        var (_, shown) = await _engine.SendAsync(HttpMethod.Get, $"/api/v1/executions/{Id(accepted)}");
        Assert.Equal(shown.GetRawText(), body.GetProperty("data").GetRawText());

        var delivery = await DeliveredAsync(Id(accepted));
        Assert.Equal(message.Headers["webhook-id"], delivery.GetProperty("delivery_id").GetString());
        Assert.Equal(Id(accepted), delivery.GetProperty("execution_id").GetString());
        Assert.Equal(
            (1, 200, JsonValueKind.Null),
            (delivery.GetProperty("attempt").GetInt32(), delivery.GetProperty("response_status").GetInt32(),
                delivery.GetProperty("next_attempt_at").ValueKind));
    }

    [Fact]
    public async Task Cancelled_WhileItWaits_IsToldAtOnce()
    {
        await using var receiver = await Receiver.StartAsync(200);
        var (_, accepted) = await ExecuteAsync(receiver.Url, ",\"delay_s\":3600");

        await _engine.SendAsync(HttpMethod.Post, $"/api/v1/executions/{Id(accepted)}/cancel");

        Assert.Contains("execution.cancelled", (await FirstAsync(receiver, 1)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Expired_BeforeItStarted_IsToldWhenItsTimeComes()
    {
        await using var receiver = await Receiver.StartAsync(200);

        await ExecuteAsync(receiver.Url, ",\"delay_s\":1,\"ttl_s\":0.5");

        Assert.Contains("execution.expired", (await FirstAsync(receiver, 1)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redeliver_Asked_SendsTheSameMessageAgainToItsOwnerOnly()
    {
        await using var receiver = await Receiver.StartAsync(200);
        var (_, accepted) = await ExecuteAsync(receiver.Url);
        var delivery = (await DeliveredAsync(Id(accepted))).GetProperty("delivery_id").GetString();
        var (_, stranger) = await _engine.SendAsync(
            HttpMethod.Post, "/api/v1/keys", """{"name":"stranger","scopes":["executions:*"]}""", Admin);

        var (theirs, problem) = await _engine.SendAsync(
            HttpMethod.Post, $"/api/v1/deliveries/{delivery}/redeliver", null, ("X-API-Key", stranger.GetProperty("key").GetString()!));
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), (theirs.StatusCode, problem.GetProperty("code").GetString()));
        var (list, _) = await _engine.SendAsync(
            HttpMethod.Get, $"/api/v1/executions/{Id(accepted)}/deliveries", null, ("X-API-Key", stranger.GetProperty("key").GetString()!));
        Assert.Equal(HttpStatusCode.NotFound, list.StatusCode);
        var (unknown, _) = await _engine.SendAsync(HttpMethod.Post, "/api/v1/deliveries/not-a-uuid/redeliver");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);

        var (ours, again) = await _engine.SendAsync(HttpMethod.Post, $"/api/v1/deliveries/{delivery}/redeliver");

        Assert.Equal((HttpStatusCode.Accepted, "pending"), (ours.StatusCode, again.GetProperty("status").GetString()));
        Assert.Equal((await FirstAsync(receiver, 1)).Headers["webhook-id"], (await FirstAsync(receiver, 2)).Headers["webhook-id"]);
    }

    [Fact]
    public async Task Rotate_DuringTheGrace_SignsWithBothSecrets()
    {
        await using var receiver = await Receiver.StartAsync(200);
        var (_, key) = await _engine.SendAsync(
            HttpMethod.Post, "/api/v1/keys", """{"name":"partner","scopes":["engines:execute","executions:read"]}""", Admin);
        var (_, rotated) = await _engine.SendAsync(
            HttpMethod.Post, $"/api/v1/keys/{key.GetProperty("key_id").GetString()}/rotate", """{"grace_s":600}""", Admin);

        await ExecuteAsync(receiver.Url, ("X-API-Key", rotated.GetProperty("key").GetString()!));

        var message = await FirstAsync(receiver, 1);
        Assert.True(message.IsSignedWith(key.GetProperty("webhook_secret").GetString()!));
        Assert.True(message.IsSignedWith(rotated.GetProperty("webhook_secret").GetString()!));
    }

    [Fact]
    public async Task Execute_CallbackToAnAddressInside_Is422()
    {
        foreach (var url in (string[])["http://10.0.0.1/", "http://0xa9fea9fe/latest/meta-data/", "http://[::1]/", "http://localhost/"])
        {
            var (response, problem) = await ExecuteAsync(new Uri(url));

            Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
            Assert.Equal("/options/callback_url", Assert.Single(problem.GetProperty("errors").EnumerateArray()).GetProperty("pointer").GetString());
        }
    }

    private Task<(HttpResponseMessage Response, JsonElement Body)> ExecuteAsync(Uri callback, params (string, string)[] headers) =>
        ExecuteAsync(callback, "", headers);

    private Task<(HttpResponseMessage Response, JsonElement Body)> ExecuteAsync(
        Uri callback, string options, params (string, string)[] headers) =>
        _engine.SendAsync(
            HttpMethod.Post,
            "/api/v1/engines/track.summary/execute",
            $$$"""{"data":{{{Track}}},"options":{"callback_url":"{{{callback}}}"{{{options}}}}}""",
            headers);

    private static async Task<Receiver.Received> FirstAsync(Receiver receiver, int number)
    {
        await Poll.UntilAsync($"message {number} arrives", Deadline, () => receiver.Requests.Count >= number);
        return receiver.Requests.ElementAt(number - 1);
    }

    private async Task<JsonElement> DeliveredAsync(string execution)
    {
        JsonElement delivery = default;
        await Poll.UntilAsync("the delivery is recorded", Deadline, async () =>
        {
            var (_, list) = await _engine.SendAsync(HttpMethod.Get, $"/api/v1/executions/{execution}/deliveries");
            delivery = list.GetProperty("items").EnumerateArray().FirstOrDefault();
            return delivery.ValueKind == JsonValueKind.Object && delivery.GetProperty("status").GetString() == "delivered";
        });
        return delivery;
    }

    private static string Id(JsonElement body) => body.GetProperty("execution_id").GetString()!;
}
