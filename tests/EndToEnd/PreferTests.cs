using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.EndToEnd;

/// <summary>When a call is answered: at its end, at once, or when its caller's patience is over.</summary>
[Trait("Suite", "BlackBox")]
public sealed class PreferTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const string Summary = "/api/v1/engines/track.summary/execute";

    [Theory]
    [InlineData("respond-async")]
    [InlineData("Respond-Async")]
    [InlineData("respond-async; foo=bar")]
    [InlineData("respond-async=\"\"")]
    [InlineData("return=minimal, respond-async")]
    [InlineData("note=\"a, b\", respond-async")]
    public async Task RespondAsync_InAnySpelling_Is202(string prefer)
    {
        var (response, body) = await SendAsync("", ("Prefer", prefer));

        AssertAccepted(response, body, "queued");
        Assert.Equal("respond-async", response.Headers.GetValues("Preference-Applied").Single());
    }

    [Theory]
    [InlineData("wait=100", "wait=100")]
    [InlineData("WAIT = \"7\"", "wait=7")]
    [InlineData("wait=99999999999999999999", "wait=100")]
    [InlineData("wait=30, wait=2", "wait=30")]
    [InlineData("respond-async, wait=30", "wait=30")]
    public async Task Wait_LongEnough_AnswersAtTheEnd(string prefer, string applied)
    {
        var (response, _) = await SendAsync("", ("Prefer", prefer));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(applied, response.Headers.GetValues("Preference-Applied").Single());
    }

    [Theory]
    [InlineData("")]
    [InlineData("wait")]
    [InlineData("wait=")]
    [InlineData("wait=-1")]
    [InlineData("wait=1.5")]
    [InlineData("wait=soon")]
    [InlineData("respond-async=yes")]
    [InlineData(",;=,respond-asynchronously")]
    [InlineData("note=\"later, respond-async, wait=0, please\"")]
    [InlineData("note=\"a \\\" and, respond-async\"")]
    [InlineData("note=\"unclosed, respond-async")]
    public async Task Malformed_IsIgnored(string prefer)
    {
        var (response, _) = await SendAsync("", ("Prefer", prefer));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.False(response.Headers.Contains("Preference-Applied"));
    }

    [Theory]
    [InlineData("wait=0", "wait=0")]
    [InlineData("respond-async, wait=0", "respond-async, wait=0")]
    public async Task Wait_TooShort_Is202AndTheExecutionGoesOn(string prefer, string applied)
    {
        var (response, body) = await fixture.Server.SendAsync(
            HttpMethod.Post, SlowCall.Path, SlowCall.Body(4000), ("Prefer", prefer));

        AssertAccepted(response, body, "running");
        Assert.Equal(applied, response.Headers.GetValues("Preference-Applied").Single());
        var ended = await fixture.Server.WaitForEndAsync(body.GetProperty("execution_id").GetString()!);
        Assert.Equal(("succeeded", 1), (ended.GetProperty("status").GetString(), ended.GetProperty("attempts").GetInt32()));
    }

    [Theory]
    [InlineData("\"run_at\":\"2020-01-01T00:00:00Z\"")]
    [InlineData("\"delay_s\":0")]
    [InlineData("\"callback_url\":\"https://example.org/hook\"")]
    public async Task OptionThatPutsOff_Is202AndRunsWhenDue(string options)
    {
        var (response, body) = await SendAsync(options, ("Prefer", "wait=10"));

        AssertAccepted(response, body, "queued");
        Assert.False(response.Headers.Contains("Preference-Applied"), "nobody waited");
        var ended = await fixture.Server.WaitForEndAsync(body.GetProperty("execution_id").GetString()!);
        Assert.Equal("succeeded", ended.GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("\"run_at\":\"2999-01-01T00:00:00+02:00\"")]
    [InlineData("\"delay_s\":86400")]
    public async Task OptionThatPutsOff_IntoTheFuture_Waits(string options)
    {
        var (response, body) = await SendAsync(options);
        var (_, row) = await fixture.Server.SendAsync(HttpMethod.Get, body.GetProperty("links").GetProperty("self").GetString()!);

        AssertAccepted(response, body, "queued");
        Assert.Equal(("queued", 0), (row.GetProperty("status").GetString(), row.GetProperty("attempts").GetInt32()));
    }

    [Fact]
    public async Task InputPastTheSyncLimit_Is202()
    {
        var rows = string.Join(',', Enumerable.Range(0, 50_001).Select(
            i => $$"""{"t":{{(i * 1000).ToString(CultureInfo.InvariantCulture)}},"lat":45,"lon":13}"""));

        var (response, body) = await fixture.Server.ExecuteAsync("track.summary", $$"""{"positions":[{{rows}}]}""");

        AssertAccepted(response, body, "queued");
        var ended = await fixture.Server.WaitForEndAsync(body.GetProperty("execution_id").GetString()!);
        Assert.Equal("succeeded", ended.GetProperty("status").GetString());
    }

    [Theory]
    [InlineData(100, "", HttpStatusCode.OK)]
    [InlineData(100.5, "", HttpStatusCode.UnprocessableEntity)]
    [InlineData(101, "wait=5", HttpStatusCode.UnprocessableEntity)]
    [InlineData(900, "respond-async", HttpStatusCode.Accepted)]
    [InlineData(900, "respond-async, wait=5", HttpStatusCode.Accepted)]
    [InlineData(901, "respond-async", HttpStatusCode.UnprocessableEntity)]
    public async Task Timeout_UpToItsLimit_IsTaken(double seconds, string prefer, HttpStatusCode expected)
    {
        var (response, body) = await SendAsync(FormattableString.Invariant($"\"timeout_s\":{seconds}"), ("Prefer", prefer));

        Assert.Equal(expected, response.StatusCode);
        if (expected == HttpStatusCode.UnprocessableEntity)
        {
            Assert.Equal("/options/timeout_s", body.GetProperty("errors")[0].GetProperty("pointer").GetString());
        }
    }

    [Fact]
    public async Task EngineThatTakesTooLong_Is504AndItsRowFailedOnce()
    {
        var (response, problem) = await fixture.Server.SendAsync(
            HttpMethod.Post, SlowCall.Path, SlowCall.Body(20_000, ",\"timeout_s\":0.02"));

        Assert.Equal((HttpStatusCode.GatewayTimeout, "engine_timeout"), (response.StatusCode, problem.GetProperty("code").GetString()));
        var row = await fixture.Server.WaitForEndAsync(response.Headers.GetValues("X-Execution-Id").Single());
        Assert.Equal(("failed", 1), (row.GetProperty("status").GetString(), row.GetProperty("attempts").GetInt32()));
        Assert.InRange(row.GetProperty("duration_ms").GetDouble(), 20, 30_000);
    }

    [Fact]
    public async Task RetriableFailure_WithAttemptsLeft_Is202Retrying()
    {
        var (response, body) = await fixture.Server.SendAsync(
            HttpMethod.Post, SlowCall.Path, SlowCall.Body(20_000, ",\"timeout_s\":0.02,\"max_attempts\":2"));

        AssertAccepted(response, body, "retrying");
        var row = await fixture.Server.WaitForEndAsync(body.GetProperty("execution_id").GetString()!, TimeSpan.FromSeconds(60));
        Assert.Equal(("failed", 2), (row.GetProperty("status").GetString(), row.GetProperty("attempts").GetInt32()));
    }

    [Fact]
    public async Task EveryOption_IsTaken()
    {
        var (response, body) = await SendAsync(
            """
            "timeout_s":5,"priority":"high","ttl_s":3600,"max_attempts":20,"tags":["a","b"],"cache":"no_store","delay_s":null
            """);
        var (_, row) = await fixture.Server.SendAsync(
            HttpMethod.Get, $"/api/v1/executions/{body.GetProperty("execution_id").GetString()}");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["a", "b"], row.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
    }

    [Fact]
    public async Task FaultsOfOptionsAndData_AreNamedTogether()
    {
        var (response, problem) = await fixture.Server.SendAsync(
            HttpMethod.Post, Summary,
            """{"data":{"positions":[{"t":0,"lat":"n","lon":1}],"no_such":1},"options":{"ttl_s":0,"no_such":1,"max_attempts":21}}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(
            ["/data/no_such", "/data/positions/0/lat", "/options/max_attempts", "/options/no_such", "/options/ttl_s"],
            problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("pointer").GetString())
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ClientGone_TheExecutionEndsAllTheSame()
    {
        var tag = Guid.NewGuid().ToString();
        using (var client = new TcpClient(fixture.Server.Client.BaseAddress!.Host, fixture.Server.Client.BaseAddress.Port))
        {
            var body = SlowCall.Body(4000, $",\"tags\":[\"{tag}\"]");
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"POST {SlowCall.Path} HTTP/1.1\r\nHost: t\r\nX-API-Key: {EngineServer.TlPlaneKey}\r\nContent-Type: application/json\r\n"
                + $"Content-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n{body}"));
            await Poll.UntilAsync("the call is at work", TimeSpan.FromSeconds(10), async () => await StatusAsync(tag) == 1);
        }

        await Poll.UntilAsync("the execution has succeeded", TimeSpan.FromSeconds(30), async () => await StatusAsync(tag) == 3);
    }

    [Fact]
    public async Task TimeToLiveOver_BeforeItStarted_Expires()
    {
        await using var engine = await EngineServer.StartNewAsync();
        var (_, body) = await engine.SendAsync(
            HttpMethod.Post, Summary, """{"data":{"positions":[]},"options":{"delay_s":3600,"ttl_s":0.001}}""");

        // A start sweeps at once; the timer would within a minute.
        await engine.StopAsync();
        await engine.StartAsync();
        var ended = await engine.WaitForEndAsync(body.GetProperty("execution_id").GetString()!);

        Assert.Equal(("expired", 0), (ended.GetProperty("status").GetString(), ended.GetProperty("attempts").GetInt32()));
    }

    private static void AssertAccepted(HttpResponseMessage response, JsonElement body, string status)
    {
        Assert.Equal((HttpStatusCode.Accepted, status), (response.StatusCode, body.GetProperty("status").GetString()));
        var id = body.GetProperty("execution_id").GetString();
        Assert.Equal(id, response.Headers.GetValues("X-Execution-Id").Single());
        Assert.Equal($"/api/v1/executions/{id}", response.Headers.Location!.OriginalString);
        Assert.Equal($"/api/v1/executions/{id}", body.GetProperty("links").GetProperty("self").GetString());
        Assert.NotNull(response.Headers.RetryAfter);
    }

    private async Task<(HttpResponseMessage Response, JsonElement Body)> SendAsync(
        string options, params (string Name, string Value)[] headers) =>
        await fixture.Server.SendAsync(
            HttpMethod.Post, Summary, $$$"""{"data":{"positions":[]},"options":{{{{options}}}}}""", headers);

    private async Task<long?> StatusAsync(string tag)
    {
        await using var database = new SqliteConnection($"Data Source={fixture.Server.DatabaseFile};Mode=ReadOnly;Pooling=false");
        await database.OpenAsync();
        await using var command = database.CreateCommand();
        command.CommandText = "SELECT status FROM executions WHERE tags LIKE @tag";
        command.Parameters.AddWithValue("@tag", $"%{tag}%");
        return (long?)await command.ExecuteScalarAsync();
    }
}
