using System.Net;
using System.Text.Json;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.EndToEnd;

/// <summary>What happened in a window of time, and what Prometheus reads.</summary>
public sealed class MetricsTests : IAsyncLifetime
{
    private const string Positions = """{"positions":[{"t":0,"lat":45.1,"lon":13.6},{"t":60000,"lat":45.2,"lon":13.6}]}""";

    private static readonly string[] CountMembers =
    [
        "executions", "succeeded", "failed", "cancelled", "success_rate", "per_second", "p50_ms", "p95_ms", "p99_ms", "cache_hits",
        "cache_misses", "rate_limited",
    ];

    private EngineServer _engine = null!;

    public async Task InitializeAsync() => _engine = await EngineServer.StartNewAsync(("RATE_LIMIT_PER_HOUR", "40"));

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Theory]
    [InlineData("5m", 300, 60)]
    [InlineData("1h", 3600, 60)]
    [InlineData("24h", 86_400, 3600)]
    [InlineData("7d", 604_800, 10_800)]
    public async Task Metrics_EachWindow_HoldsWhatRan(string window, int seconds, int step)
    {
        await ExecuteAsync(2);

        var (response, body) = await _engine.SendAsync(HttpMethod.Get, $"/api/v1/engines/metrics?window={window}");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            ["window", "since", "until", "totals", "engines", "series"], body.EnumerateObject().Select(member => member.Name));
        Assert.Equal(window, body.GetProperty("window").GetString());
        var (since, until) = (body.GetProperty("since").GetDateTimeOffset(), body.GetProperty("until").GetDateTimeOffset());
        Assert.InRange((until - since).TotalSeconds, seconds, seconds + Math.Min(step, 3600));
        var totals = body.GetProperty("totals");
        Assert.Equal(CountMembers, totals.EnumerateObject().Select(member => member.Name));
        Assert.Equal((2, 2, 0), (Number(totals, "executions"), Number(totals, "succeeded"), Number(totals, "failed")));
        Assert.Equal(2 / (until - since).TotalSeconds, totals.GetProperty("per_second").GetDouble(), 1e-6);
        Assert.All(body.GetProperty("engines").EnumerateArray(), engine =>
            Assert.Equal(["engine_id", .. CountMembers], engine.EnumerateObject().Select(member => member.Name)));
        var series = body.GetProperty("series").EnumerateArray().ToList();
        Assert.All(series, point =>
            Assert.Equal(["at", "executions", "failed", "p95_ms"], point.EnumerateObject().Select(member => member.Name)));
        Assert.Equal(since, series[0].GetProperty("at").GetDateTimeOffset());
        Assert.Equal(step, (series[1].GetProperty("at").GetDateTimeOffset() - since).TotalSeconds);
        Assert.Equal(2, series.Sum(point => Number(point, "executions")));
    }

    [Fact]
    public async Task Metrics_OneEngine_IsAlone()
    {
        await ExecuteAsync(1);

        var (_, summary) = await _engine.SendAsync(HttpMethod.Get, "/api/v1/engines/metrics?engine_id=track.summary");
        var (_, clean) = await _engine.SendAsync(HttpMethod.Get, "/api/v1/engines/metrics?engine_id=track.clean&window=5m");

        Assert.Equal("1h", summary.GetProperty("window").GetString());
        Assert.Equal("track.summary", Assert.Single(summary.GetProperty("engines").EnumerateArray()).GetProperty("engine_id").GetString());
        Assert.Equal(1, Number(summary.GetProperty("totals"), "executions"));
        Assert.Equal(0, Number(clean.GetProperty("totals"), "executions"));
        Assert.Equal(JsonValueKind.Null, clean.GetProperty("totals").GetProperty("p95_ms").ValueKind);
    }

    [Theory]
    [InlineData("window=2h", "2h")]
    [InlineData("window=", "\"\"")]
    [InlineData("window=1h&window=5m", "1h,5m")]
    public async Task Metrics_OtherWindow_Is422NamingTheParameter(string query, string found)
    {
        var (response, problem) = await _engine.SendAsync(HttpMethod.Get, $"/api/v1/engines/metrics?{query}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("validation", problem.GetProperty("code").GetString());
        var error = Assert.Single(problem.GetProperty("errors").EnumerateArray());
        Assert.Equal("/query/window", error.GetProperty("pointer").GetString());
        Assert.Contains(found, error.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("24h", error.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_UnknownEngine_Is404()
    {
        var (response, problem) = await _engine.SendAsync(HttpMethod.Get, "/api/v1/engines/metrics?engine_id=track.nothing");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("engine_not_found", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Metrics_CallsPastTheLimit_AreCountedSoon()
    {
        for (var i = 0; i < 43; i++)
        {
            await _engine.SendAsync(HttpMethod.Get, "/api/v1/engines");
        }

        // Another key, whose own calls are limited too: not too often.
        await Poll.UntilAsync(
            "the refusals are stored",
            TimeSpan.FromSeconds(20),
            async () =>
            {
                var (_, body) = await _engine.SendAsync(
                    HttpMethod.Get, "/api/v1/engines/metrics", null, ("X-API-Key", EngineServer.AdminKey));
                return Number(body.GetProperty("totals"), "rate_limited") == 3;
            },
            TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Prometheus_WhatRan_IsMeasuredByItsLabels()
    {
        await ExecuteAsync(2);
        await _engine.ExecuteAsync("track.nothing", "{}");
        await _engine.SendAsync(new HttpMethod("MADE-UP"), "/nowhere");

        var text = await ScrapeAsync();

        Assert.Contains("tl_engine_http_request_duration_seconds_count{function=\"ExecuteEngineById\",method=\"POST\",status=\"200\"} 2\n", text,
            StringComparison.Ordinal);
        Assert.Contains("{function=\"ExecuteEngineById\",method=\"POST\",status=\"404\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("_count{function=\"Unmatched\",method=\"_OTHER\",status=\"404\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("tl_engine_executions_total{engine_id=\"track.summary\",status=\"succeeded\"} 2\n", text, StringComparison.Ordinal);
        Assert.Contains("tl_engine_execution_duration_seconds_bucket{engine_id=\"track.summary\",le=\"+Inf\"} 2\n", text, StringComparison.Ordinal);
        Assert.Contains("tl_engine_dependency_up{dependency=\"postgres\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("tl_engine_queue_messages{queue=\"engine:tasks\"} 0\n", text, StringComparison.Ordinal);
        Assert.Contains("tl_engine_queue_oldest_age_seconds{queue=\"engine:tasks\"} 0\n", text, StringComparison.Ordinal);
        Assert.Contains("tl_engine_dead_letters_total{error_code=\"engine_failed\"} 0\n", text, StringComparison.Ordinal);
        Assert.Contains("tl_engine_rate_limited_total 0\n", text, StringComparison.Ordinal);
        Assert.Contains("tl_engine_rate_counter_degraded 0\n", text, StringComparison.Ordinal);
        Assert.Contains("tl_engine_group_commit_size_count{group=\"finish\"}", text, StringComparison.Ordinal);
        Assert.Contains("dotnet_process_memory_working_set_bytes ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prometheus_NoKey_IsServedAsItsFormatSays()
    {
        using var client = new HttpClient { BaseAddress = _engine.Client.BaseAddress };
        using var response = await client.GetAsync(new Uri("/metrics", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        var lines = (await response.Content.ReadAsStringAsync()).Split('\n');
        Assert.Equal("", lines[^1]);
        Assert.All(lines[..^1], line => Assert.Matches(
            """^(# (HELP|TYPE) [a-z_]+ .*|[a-z_]+(\{([a-z_]+="([^"\\]|\\.)*",?)+\})? (-?[0-9.E+-]+|[+-]Inf|NaN))$""", line));
        Assert.Equal(
            lines.Count(line => line.StartsWith("# TYPE", StringComparison.Ordinal)),
            lines.Where(line => line.StartsWith("# TYPE", StringComparison.Ordinal)).Distinct().Count());
    }

    private async Task ExecuteAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            var (response, _) = await _engine.ExecuteAsync("track.summary", Positions);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    private async Task<string> ScrapeAsync()
    {
        using var response = await _engine.Client.GetAsync(new Uri("/metrics", UriKind.Relative));
        return await response.Content.ReadAsStringAsync();
    }

    private static long Number(JsonElement element, string name) => element.GetProperty(name).GetInt64();
}
