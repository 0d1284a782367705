using System.Net;
using TlEngine.Tests.Outbound;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.EndToEnd;

/// <summary>Pipelines as callers use them.</summary>
public sealed class PipelineTests : IAsyncLifetime
{
    private static readonly (string Name, string Value) Admin = ("X-API-Key", EngineServer.AdminKey);

    private EngineServer _engine = null!;

    public async Task InitializeAsync() => _engine = await EngineServer.StartNewAsync(("OUTBOUND_ALLOW", "127.0.0.1"));

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task Retry_InAnotherProcess_GoesOnAtTheFailedStep()
    {
        // The second step is turned away once; 503 says that nothing was done.
        await using var receiver = await Receiver.StartAsync(200, 503, 200);
        var post = $$"""{"method": "POST", "url": "{{receiver.Url}}", "retries": 0}""";
        var steps =
            $$$"""
            {"steps": [
              {"id": "first", "engine": "http.call", "input": {{{post}}}},
              {"id": "second", "engine": "http.call", "input": {{{post}}}, "when": {"ref": "#/steps/first/status", "equals": 200}}
            ]}
            """;

        var (_, accepted) = await _engine.SendAsync(
            HttpMethod.Post, "/api/v1/engines/pipeline/execute",
            $$"""{"data": {{steps}}, "options": {"max_attempts": 3} }""", ("Prefer", "respond-async"));
        var id = accepted.GetProperty("execution_id").GetString()!;
        await Poll.UntilAsync("the first attempt fails", TimeSpan.FromSeconds(20), () => receiver.Requests.Count >= 2);
        await _engine.StopAsync();
        await _engine.StartAsync();
        var ended = await _engine.WaitForEndAsync(id);

        Assert.Equal("succeeded", ended.GetProperty("status").GetString());
        Assert.Equal([1, 2], ended.GetProperty("result").GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("attempt").GetInt32()));
        Assert.Equal(
            [$"{id}.first", $"{id}.second", $"{id}.second"], receiver.Requests.Select(request => request.Headers["Idempotency-Key"]));
    }

    [Fact]
    public async Task Repeat_OfALongOneThatCallsOut_CallsOutOnce()
    {
        await using var receiver = await Receiver.StartAsync(200, 200, 200);
        var times = string.Join(',', Enumerable.Range(0, 60_000));
        var data =
            $$$"""
            {
              "input": {"times": [{{{times}}}]},
              "steps": [{"id": "a", "engine": "http.call", "input": {"method": "POST", "url": "{{{receiver.Url}}}"}}]
            }
            """;
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _engine.ExecuteAsync("pipeline", data, key)));

        Assert.Single(receiver.Requests);
    }

    [Fact]
    public async Task Steps_OfAnEngineThatTheKeyMayNotUse_Are403()
    {
        var (_, key) = await _engine.SendAsync(
            HttpMethod.Post, "/api/v1/keys", """{"name": "a", "scopes": ["engines:*"], "engines": ["pipeline", "track.*"]}""", Admin);
        var limited = ("X-API-Key", key.GetProperty("key").GetString()!);
        const string Track = """{"id": "a", "engine": "track.summary", "input": {"positions": []}}""";
        const string Call = """{"id": "b", "engine": "http.call", "input": {"url": "http://127.0.0.1/"}, "when": {"step": "a", "status": "failed"}}""";

        var (allowed, _) = await _engine.ExecuteAsync("pipeline", $$"""{"steps": [{{Track}}]}""", limited);
        var (refused, problem) = await _engine.ExecuteAsync("pipeline", $$"""{"steps": [{{Track}}, {{Call}}]}""", limited);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (allowed.StatusCode, refused.StatusCode));
        Assert.Contains("http.call", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steps_WithFaults_Are422BelowData()
    {
        var (response, problem) = await _engine.ExecuteAsync("pipeline", """{"steps": [{"id": "a", "engine": "no.such", "input": {}}]}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("/data/steps/0/engine", Assert.Single(problem.GetProperty("errors").EnumerateArray()).GetProperty("pointer").GetString());
    }
}
