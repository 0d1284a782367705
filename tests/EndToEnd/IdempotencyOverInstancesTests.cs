using System.Globalization;
using System.Net;
using Npgsql;
using TlEngine.Settings;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.EndToEnd;

/// <summary>Keys hold over instances and over the death of one: two processes, one PostgreSQL.</summary>
public sealed class IdempotencyOverInstancesTests : IAsyncLifetime
{
    private const string Summary = "/api/v1/engines/track.summary/execute";

    private readonly (string Name, string Value) _key = ("Idempotency-Key", Guid.NewGuid().ToString());
    private string _databaseUrl = null!;
    private NpgsqlDataSource _database = null!;
    private EngineServer _first = null!;
    private EngineServer _second = null!;

    public async Task InitializeAsync()
    {
        _databaseUrl = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        Assert.True(DatabaseUrl.TryParse(_databaseUrl, out var parsed, out _));
        _database = NpgsqlDataSource.Create(parsed.ConnectionString);
        _first = EngineServer.Create(("DATABASE_URL", _databaseUrl));
        _second = EngineServer.Create(("DATABASE_URL", _databaseUrl));
    }

    public async Task DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
        await _database.DisposeAsync();
        await (await PostgresServer.SharedAsync()).DropDatabaseAsync(_databaseUrl);
    }

    [Theory]
    [InlineData("", HttpStatusCode.OK)]
    [InlineData("respond-async", HttpStatusCode.Accepted)]
    public async Task EqualCalls_OfSixtyFourOnTwoInstances_AreOneExecution(string prefer, HttpStatusCode expected)
    {
        await Task.WhenAll(_first.StartAsync(), _second.StartAsync());
        var body = $$"""{"data":{{GpxTrack.ToData("around-visnjan-with-car.gpx")}}}""";

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(i =>
            (i % 2 == 0 ? _first : _second).SendAsync(HttpMethod.Post, Summary, body, _key, ("Prefer", prefer))));

        var (given, refused) = (
            answers.Where(answer => answer.Response.StatusCode == expected).ToList(),
            answers.Where(answer => answer.Response.StatusCode != expected).ToList());
        Assert.All(refused, answer => Assert.Equal(HttpStatusCode.Conflict, answer.Response.StatusCode));
        Assert.Single(given.Select(answer => answer.Body.GetRawText()).Distinct());
        Assert.Single(given, answer => !answer.Response.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal(1, await CountAsync("SELECT count(*) FROM executions"));
        foreach (var server in (EngineServer[])[_first, _second])
        {
            var (later, again) = await server.SendAsync(HttpMethod.Post, Summary, body, _key, ("Prefer", prefer));
            Assert.Equal((expected, given[0].Body.GetRawText()), (later.StatusCode, again.GetRawText()));
        }
    }

    [Fact]
    public async Task EqualBatches_OfSixteenOnTwoInstances_AreOneBatch()
    {
        await Task.WhenAll(_first.StartAsync(), _second.StartAsync());
        const string item = """{"engine_id":"track.summary","data":{"positions":[]}}""";
        var body = $$"""{"items":[{{string.Join(',', Enumerable.Repeat(item, 50))}}]}""";

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i =>
            (i % 2 == 0 ? _first : _second).SendAsync(HttpMethod.Post, "/api/v1/executions/batch", body, _key)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Accepted, answer.Response.StatusCode));
        Assert.Single(answers.Select(answer => answer.Body.GetRawText()).Distinct());
        Assert.Equal(50, await CountAsync("SELECT count(*) FROM executions"));
    }

    [Fact]
    public async Task KilledAtWork_RepeatedAfterwards_AnswerIsRebuiltFromTheRow()
    {
        await _first.StartAsync();
        var call = SlowCall.Body(12_000);
        var unanswered = _first.SendAsync(HttpMethod.Post, SlowCall.Path, call, _key);
        await Poll.UntilAsync("the call is at work", TimeSpan.FromSeconds(20), async () =>
            await CountAsync("SELECT count(*) FROM executions WHERE status = 1") == 1);
        await _first.KillAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => unanswered);

        await _second.StartAsync();
        var (during, _) = await _second.SendAsync(HttpMethod.Post, SlowCall.Path, call, _key);
        await _second.StopAsync();
        // The lease of the dead process ends now instead of in a few seconds; the sweep of the next start finds it.
        await ExecuteAsync("UPDATE executions SET lease_until = now()");
        await _second.StartAsync();
        await Poll.UntilAsync("the sweep has ended the execution", TimeSpan.FromSeconds(20), async () =>
            await CountAsync("SELECT count(*) FROM executions WHERE status = 4") == 1);
        var (after, problem) = await _second.SendAsync(HttpMethod.Post, SlowCall.Path, call, _key);
        var (again, same) = await _second.SendAsync(HttpMethod.Post, SlowCall.Path, call, _key);

        Assert.Equal(HttpStatusCode.Conflict, during.StatusCode);
        Assert.Equal((HttpStatusCode.InternalServerError, "internal"), (after.StatusCode, problem.GetProperty("code").GetString()));
        Assert.Equal("true", after.Headers.GetValues("Idempotent-Replayed").Single());
        Assert.Equal((after.StatusCode, problem.GetRawText()), (again.StatusCode, same.GetRawText()));
        Assert.Equal(1, await CountAsync("SELECT count(*) FROM executions"));
    }

    [Fact]
    public async Task KilledAfterTheResult_RepeatedAfterwards_IsTheResult()
    {
        await _first.StartAsync();
        var body = """{"data":{"positions":[]}}""";
        var (_, answer) = await _first.SendAsync(HttpMethod.Post, Summary, body, _key);
        await _first.KillAsync();
        await _second.StartAsync();

        var (response, again) = await _second.SendAsync(HttpMethod.Post, Summary, body, _key);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(answer.GetRawText(), again.GetRawText());
    }

    [Fact]
    public async Task FailureThatIsNoAnswer_Repeated_RunsAgain()
    {
        await _first.StartAsync();
        var body = """{"data":{"positions":[]}}""";
        var (_, answer) = await _first.SendAsync(HttpMethod.Post, Summary, body, _key);
        // As an engine leaves it that needed a dependency which was away.
        await ExecuteAsync(
            """
            UPDATE executions SET status = 4, result_bytes = NULL, result_encoding = NULL, result_length = NULL,
                error_code = 'dependency_unavailable', error_message = 'away', error_retriable = true, error_attempt = 1
            """);

        var (response, again) = await _first.SendAsync(HttpMethod.Post, Summary, body, _key);
        var (_, repeated) = await _first.SendAsync(HttpMethod.Post, Summary, body, _key);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.False(response.Headers.Contains("Idempotent-Replayed"));
        Assert.NotEqual(answer.GetProperty("execution_id").GetString(), again.GetProperty("execution_id").GetString());
        Assert.Equal(again.GetRawText(), repeated.GetRawText());
    }

    [Fact]
    public async Task OldKeys_WhenTheSchedulerIsAwake_AreDeleted()
    {
        await _first.StartAsync();
        await _first.SendAsync(HttpMethod.Post, Summary, """{"data":{"positions":[]}}""", _key);
        await _first.StopAsync();
        await ExecuteAsync("UPDATE idempotency_keys SET expires_at = now()");
        Assert.Equal(0, await CountAsync("SELECT count(*) FROM due_work"));

        await _first.StartAsync();

        await Poll.UntilAsync("the sweep of the start has deleted the key", TimeSpan.FromSeconds(20), async () =>
            await CountAsync("SELECT count(*) FROM idempotency_keys") == 0);
    }

    private async Task<int> CountAsync(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        return Convert.ToInt32(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
