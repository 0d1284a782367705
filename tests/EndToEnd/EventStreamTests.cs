using System.Net;
using System.Text.Json;
using TlEngine.Executions;
using static TlEngine.Tests.EndToEnd.LifeServer;

namespace TlEngine.Tests.EndToEnd;

/// <summary>GET /api/v1/executions/{id}/events.</summary>
public sealed class EventStreamTests(LifeServer server) : IClassFixture<LifeServer>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Events_OfAnEndedExecution_AreReplayedAndTheStreamEnds()
    {
        var id = await RunAsync();

        using var response = await OpenAsync(id);
        var events = await ReadToEndAsync(response);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.True(response.Headers.CacheControl?.NoCache);
        Assert.Equal("no", response.Headers.GetValues("X-Accel-Buffering").Single());
        Assert.Equal([("1", "started"), ("2", "succeeded")], events.Select(one => (one.Id, one.Type)));
        Assert.Equal(["running", "succeeded"], events.Select(one => one.Data.GetProperty("status").GetString()));
        Assert.All(events, one => Assert.Equal(id, one.Data.GetProperty("execution_id").GetString()));
        Assert.All(events, one => Assert.False(one.Data.TryGetProperty("result", out _)));
        Assert.Equal([JsonValueKind.Null, JsonValueKind.String], events.Select(one => one.Data.GetProperty("finished_at").ValueKind));
    }

    /// <summary>It was never running, but it began and ended: its only event says when, as the execution itself does.</summary>
    [Fact]
    public async Task Events_OfAnAnswerFromTheCache_SayWhenItBegan()
    {
        const string body = """{"data":{"positions":[],"max_gap_s":4321}}""";
        await server.PostAsync("/api/v1/engines/track.summary/execute", body);
        var (_, answer) = await server.PostAsync("/api/v1/engines/track.summary/execute", body);
        var cached = answer.GetProperty("execution_id").GetString()!;

        using var response = await OpenAsync(cached);
        var only = Assert.Single(await ReadToEndAsync(response));
        var (_, execution) = await server.GetAsync($"/api/v1/executions/{cached}");

        Assert.True(execution.GetProperty("cached").GetBoolean());
        Assert.Equal(execution.GetProperty("started_at").GetString(), only.Data.GetProperty("started_at").GetString());
    }

    [Fact]
    public async Task Events_AfterTheLastEventId_GoOnFromThere()
    {
        var id = await RunAsync();

        using var response = await OpenAsync(id, "1");
        using var ended = await OpenAsync(id, "2");
        using var foreign = await OpenAsync(id, "no number");

        Assert.Equal([("2", "succeeded")], (await ReadToEndAsync(response)).Select(one => (one.Id, one.Type)));
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        Assert.Equal(2, (await ReadToEndAsync(foreign)).Count);
    }

    [Fact]
    public async Task Events_OfAWaitingExecution_FollowItToItsEnd()
    {
        var (_, accepted) = await server.PostAsync(
            "/api/v1/engines/track.summary/execute", """{"data":{"positions":[]},"options":{"delay_s":3600}}""");
        var id = accepted.GetProperty("execution_id").GetString()!;
        using var response = await OpenAsync(id);
        var reading = ReadToEndAsync(response);

        await server.PostAsync($"/api/v1/executions/{id}/cancel");

        var events = await reading.WaitAsync(Patience);
        Assert.Equal([("1", "queued"), ("2", "cancelled")], events.Select(one => (one.Id, one.Type)));
    }

    [Fact]
    public async Task Events_OfWhatAnotherProcessDoes_AreSeen()
    {
        var id = await server.AddAsync(ExecutionStatus.Running);
        using var response = await OpenAsync(id);
        var reading = ReadToEndAsync(response);

        await server.ExecuteAsync(
            "UPDATE executions SET status = 4, lease_until = NULL, finished_at = now(), error_code = 'engine_failed', error_message = 'It broke.', error_retriable = false, error_attempt = 1 WHERE id = $1",
            Guid.Parse(id));

        var events = await reading.WaitAsync(Patience);
        Assert.Equal(["started", "failed"], events.Select(one => one.Type));
        Assert.Equal("engine_failed", events[1].Data.GetProperty("error").GetProperty("code").GetString());
        Assert.False(events[0].Data.TryGetProperty("error", out _));
    }

    [Theory]
    [InlineData("not-a-uuid")]
    [InlineData("0197a000-0000-7000-8000-000000000000")]
    public async Task Events_Unknown_Is404(string id)
    {
        var (response, problem) = await server.GetAsync($"/api/v1/executions/{id}/events");

        AssertProblem(response, problem, HttpStatusCode.NotFound, "execution_not_found");
    }

    [Fact]
    public async Task Events_TwoHundredStreamsAndTheProcessStops_AllEndPromptly()
    {
        var stopped = new LifeServer();
        await stopped.InitializeAsync();
        var id = await stopped.AddAsync(ExecutionStatus.Queued);
        var responses = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => OpenAsync(stopped, id, null)));
        var streams = Task.WhenAll(responses.Select(ReadToEndAsync));

        await stopped.Engine.StopAsync().WaitAsync(Patience);

        // One that had only its head when the process stopped has nothing yet.
        var ended = await streams.WaitAsync(Patience);
        Assert.All(ended, events => Assert.All(events, one => Assert.Equal("queued", one.Type)));
        Assert.Contains(ended, events => events.Count == 1);
        Array.ForEach(responses, response => response.Dispose());
        await stopped.DisposeAsync();
    }

    /// <summary>An execution that ran: one answered from the cache is born finished and has one event.</summary>
    private async Task<string> RunAsync()
    {
        var (_, answer) = await server.PostAsync(
            "/api/v1/engines/track.summary/execute", """{"data":{"positions":[]},"options":{"cache":"no_store"}}""");
        return answer.GetProperty("execution_id").GetString()!;
    }

    private Task<HttpResponseMessage> OpenAsync(string id, string? lastEventId = null) => OpenAsync(server, id, lastEventId);

    private static async Task<HttpResponseMessage> OpenAsync(LifeServer server, string id, string? lastEventId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/executions/{id}/events");
        if (lastEventId is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        }

        return await server.Engine.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>As a browser reads them; comments and retry are no events.</summary>
    private static async Task<List<ServerEvent>> ReadToEndAsync(HttpResponseMessage response)
    {
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var text = await reader.ReadToEndAsync();
        return
        [
            .. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
                .Select(block => block.Split('\n').Select(line => line.Split(": ", 2)).Where(field => field.Length == 2)
                    .ToDictionary(field => field[0], field => field[1]))
                .Where(fields => fields.ContainsKey("data"))
                .Select(fields => new ServerEvent(fields["id"], fields["event"], JsonDocument.Parse(fields["data"]).RootElement)),
        ];
    }

    private sealed record ServerEvent(string Id, string Type, JsonElement Data);
}
