using System.Net;
using System.Text.Json;
using TlEngine.Tests.Outbound;
using TlEngine.Tests.Servers;
using TlEngine.Tests.Webhooks;

namespace TlEngine.Tests.EndToEnd;

/// <summary>One call from raw positions to a signed message at its receiver: clean, segment, fence, notify.</summary>
public sealed class TrackToWebhookTests : IAsyncLifetime
{
    private const string Hook = "whsec_AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB";

    private static readonly string[] TrackSteps =
        ["clean track.clean succeeded 1", "trips track.segment succeeded 1", "visits geo.fence succeeded 1"];

    private EngineServer _engine = null!;

    public async Task InitializeAsync() => _engine = await EngineServer.StartNewAsync(
        ("OUTBOUND_ALLOW", "127.0.0.1"), ("TL_SECRET_HOOK", Hook), ("TL_SECRET_HOOK_HOSTS", "127.0.0.1"));

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task Chain_NotifyFailsOnceAndItsProcessEnds_GoesOnThereInTheNext()
    {
        await using var receiver = await Receiver.StartAsync(503, 200);

        var (response, accepted) = await ExecuteAsync(Chain(receiver.Url), "\"max_attempts\": 3", ("Prefer", "respond-async"));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var id = accepted.GetProperty("execution_id").GetString()!;
        await Poll.UntilAsync("the first message is turned away", TimeSpan.FromSeconds(20), () => receiver.Requests.Count == 1);
        await _engine.StopAsync();
        await _engine.StartAsync();
        var ended = await _engine.WaitForEndAsync(id, TimeSpan.FromSeconds(60));

        Assert.Equal("succeeded", ended.GetProperty("status").GetString());
        var result = ended.GetProperty("result");
        Assert.Equal(
            [.. TrackSteps, "tell notify.webhook succeeded 2"],
            result.GetProperty("steps").EnumerateArray().Select(Record));
        AssertTold(receiver, $"msg_{id}_tell", result.GetProperty("results"));
    }

    [Fact]
    public async Task Chain_ReceiverIsGoneAndMayBeSkipped_SucceedsAndRecordsTheError()
    {
        await using var receiver = await Receiver.StartAsync(410);

        var (response, body) = await ExecuteAsync(Chain(receiver.Url, """, "on_error": "skip" """), "\"max_attempts\": 1");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var steps = body.GetProperty("result").GetProperty("steps");
        Assert.Equal(
            [.. TrackSteps, "tell notify.webhook failed 1"],
            steps.EnumerateArray().Select(Record));
        var error = steps[3].GetProperty("error");
        Assert.Equal("endpoint_disabled", error.GetProperty("code").GetString());
        Assert.Contains("410", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.False(body.GetProperty("result").GetProperty("results").TryGetProperty("tell", out _));
    }

    /// <summary>The same message, byte for byte, both times, and in it what the steps before found.</summary>
    private static void AssertTold(Receiver receiver, string messageId, JsonElement results)
    {
        var messages = receiver.Requests.ToArray();
        Assert.Equal(2, messages.Length);
        Assert.All(messages, message => Assert.True(message.IsSignedWith(Hook)));
        Assert.All(messages, message => Assert.Equal(messageId, message.Headers["webhook-id"]));
        Assert.Equal(messages[0].Body, messages[1].Body);

        var told = JsonDocument.Parse(messages[0].Text).RootElement;
        Assert.Equal("shuttle.day", told.GetProperty("type").GetString());
        var (trips, visits) = (results.GetProperty("trips").GetProperty("trips"), results.GetProperty("visits").GetProperty("visits"));
        Assert.Equal((2, 1), (trips.GetArrayLength(), visits.GetArrayLength()));
        Assert.Equal(trips.GetRawText(), told.GetProperty("data").GetProperty("trips").GetRawText());
        Assert.Equal(visits.GetRawText(), told.GetProperty("data").GetProperty("visits").GetRawText());
    }

    /// <summary>Id, engine, status and attempt of a record that has all its parts.</summary>
    private static string Record(JsonElement step)
    {
        Assert.True(step.GetProperty("duration_ms").GetDouble() > 0);
        var engine = step.GetProperty("engine").GetString();
        if (engine != "notify.webhook")
        {
            // Null island is gone after the first step.
            Assert.Equal(
                engine == "track.clean" ? """{"input":6,"used":5,"flags":{"null_island":1}}""" : """{"input":5,"used":5,"flags":{}}""",
                step.GetProperty("quality").GetRawText());
        }

        var (id, status) = (step.GetProperty("id").GetString(), step.GetProperty("status").GetString());
        return $"{id} {engine} {status} {step.GetProperty("attempt").GetInt32()}";
    }

    private Task<(HttpResponseMessage Response, JsonElement Body)> ExecuteAsync(
        string data, string options, params (string Name, string Value)[] headers) => _engine.SendAsync(
            HttpMethod.Post, "/api/v1/engines/pipeline/execute", $$"""{"data": {{data}}, "options": { {{options}} } }""", headers);

    private static string Chain(Uri receiver, string more = "") => $$$$$"""
        {
          "input": {
            "positions": [
              {"t": "2024-03-01T12:00:00Z", "lat": 0, "lon": 0},
              {"t": "2024-03-01T12:00:10Z", "lat": -34.6, "lon": -58.41},
              {"t": "2024-03-01T12:00:50Z", "lat": -34.6, "lon": -58.4},
              {"t": "2024-03-01T12:06:10Z", "lat": -34.6, "lon": -58.4},
              {"t": "2024-03-01T12:06:50Z", "lat": -34.6, "lon": -58.39},
              {"t": "2024-03-01T12:07:30Z", "lat": -34.6, "lon": -58.38}
            ],
            "depot": {"type": "Circle", "center": [-58.4, -34.6], "radius_m": 100}
          },
          "steps": [
            {"id": "clean", "engine": "track.clean", "input": {"positions": {"$ref": "#/input/positions"}}},
            {"id": "trips", "engine": "track.segment", "input": {"positions": {"$ref": "#/steps/clean/positions"}}},
            {"id": "visits", "engine": "geo.fence", "input": {
              "positions": {"$ref": "#/steps/trips/positions"},
              "fences": [{"id": "depot", "geometry": {"$ref": "#/input/depot"}}]}},
            {"id": "tell", "engine": "notify.webhook", "input": {
              "url": "{{{{{receiver}}}}}", "secrets": "{{secret:HOOK}}", "type": "shuttle.day",
              "payload": {"trips": {"$ref": "#/steps/trips/trips"}, "visits": {"$ref": "#/steps/visits/visits"}}}{{{{{more}}}}}}
          ]
        }
        """;
}
