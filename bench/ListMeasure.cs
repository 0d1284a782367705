using System.Diagnostics;
using TlEngine.Executions;
using TlEngine.Executions.Listing;

namespace TlEngine.Bench;

/// <summary>
/// How long a page of executions takes among a million: every filter alone and combined, the rare ones and the common ones, and pairs of
/// common ones that never meet. Prints the median and the worst of 9 reads, in milliseconds, after one that warms.
/// </summary>
internal sealed class ListMeasure(string url)
{
    private const int Rows = 1_000_000;
    private const int Reads = 9;

    // 90 in 100 rows are tl-plane's, 10 in a million the small caller's. One in 1,000 failed, 5 are cancelled. tl-plane never used
    // geo.fence, which has one row in ten. A third has the tag night, 20 rows the tag rare.
    private const string FillSql =
        """
        ALTER TABLE executions DISABLE TRIGGER USER;
        INSERT INTO executions (
            id, engine_id, engine_version, action, caller, source, fingerprint, status, input_bytes, input_encoding, input_length,
            result_bytes, result_encoding, result_length, options, tags, priority, attempts, max_attempts, fence, timeout_us, created_at,
            due_at, started_at, finished_at, duration_us, history, events)
        SELECT gen_random_uuid(), engine, '1.0', 'run', caller, 0, decode(md5(i::text), 'hex'), status, payload, 1, 4000, payload, 1, 4000,
            '{}', tags, 0, 1, 1, 1, 30000000, at, at, at, at, 1200, E'1\t1\t1767225600000000\t1\n2\t3\t1767225600000000\t1\n', 2
        FROM (
            SELECT i, timestamptz '2026-01-01' + i * interval '2.6 seconds' AS at, decode(repeat(md5(i::text), 20), 'hex') AS payload,
                CASE WHEN i % 100000 = 7 THEN 'small' WHEN i % 10 = 3 THEN 'user-' || i % 5000 ELSE 'tl-plane' END AS caller,
                CASE WHEN i % 10 = 3 THEN 'geo.fence' WHEN i % 250000 = 11 THEN 'series.anomaly' WHEN i % 2 = 0 THEN 'track.clean'
                    ELSE 'track.summary' END AS engine,
                CASE WHEN i % 200000 = 5 THEN 5 WHEN i % 1000 = 1 THEN 4 ELSE 3 END AS status,
                CASE WHEN i % 50000 = 2 THEN '{rare,night}' WHEN i % 3 = 0 THEN '{night}' ELSE '{}' END::text[] AS tags
            FROM generate_series(1, $ROWS) AS i) r;
        ALTER TABLE executions ENABLE TRIGGER USER;
        """;

    private static readonly DateTimeOffset From = new(2026, 1, 10, 0, 0, 0, TimeSpan.Zero);

    private static readonly (string Name, ExecutionFilter Filter)[] Questions =
    [
        ("nothing", new ExecutionFilter()),
        ("an hour", new ExecutionFilter(Since: From, Until: From.AddHours(1))),
        ("large caller", new ExecutionFilter("tl-plane")),
        ("small caller", new ExecutionFilter("small")),
        ("common engine", new ExecutionFilter(EngineId: "track.clean")),
        ("rare engine", new ExecutionFilter(EngineId: "series.anomaly")),
        ("common status", new ExecutionFilter(Status: ExecutionStatus.Succeeded)),
        ("failed", new ExecutionFilter(Status: ExecutionStatus.Failed)),
        ("cancelled (5 rows)", new ExecutionFilter(Status: ExecutionStatus.Cancelled)),
        ("retrying (none)", new ExecutionFilter(Status: ExecutionStatus.Retrying)),
        ("common tag", new ExecutionFilter(Tag: "night")),
        ("rare tag", new ExecutionFilter(Tag: "rare")),
        ("unknown tag", new ExecutionFilter(Tag: "nobody's")),
        ("large caller, rare tag", new ExecutionFilter("tl-plane", Tag: "rare")),
        ("small caller, common tag", new ExecutionFilter("small", Tag: "night")),
        ("large caller, failed", new ExecutionFilter("tl-plane", Status: ExecutionStatus.Failed)),
        ("small caller, failed (none)", new ExecutionFilter("small", Status: ExecutionStatus.Failed)),
        ("large caller, rare engine", new ExecutionFilter("tl-plane", "series.anomaly")),
        ("large caller, an engine of others (none)", new ExecutionFilter("tl-plane", "geo.fence")),
        ("common tag, failed", new ExecutionFilter(Tag: "night", Status: ExecutionStatus.Failed)),
        ("common tag, rare engine", new ExecutionFilter(EngineId: "series.anomaly", Tag: "night")),
        ("common tag, common caller, engine of others (none)", new ExecutionFilter("tl-plane", "geo.fence", Tag: "night")),
        ("large caller, an hour, failed",
            new ExecutionFilter("tl-plane", Status: ExecutionStatus.Failed, Since: From, Until: From.AddHours(1))),
        ("everything", new ExecutionFilter("tl-plane", "track.clean", ExecutionStatus.Failed, "night", From, From.AddDays(5))),
    ];

    public async Task RunAsync()
    {
        await using var database = await BenchDatabase.OpenAsync(url);
        if ((long)(await database.ExecuteAsync("SELECT count(*) FROM executions"))! < Rows)
        {
            Console.WriteLine($"Filling {Rows:N0} rows…");
            await database.ExecuteAsync(FillSql.Replace("$ROWS", $"{Rows}", StringComparison.Ordinal));
            await database.ExecuteAsync("VACUUM (ANALYZE) executions");
        }

        foreach (var (name, filter) in Questions)
        {
            await PrintAsync(database, name, filter, null);
        }

        await PrintAsync(database, "nothing, page in the middle", new ExecutionFilter(), new PageKey(From, Guid.Empty));
        await PrintAsync(database, "large caller, page in the middle", new ExecutionFilter("tl-plane"), new PageKey(From, Guid.Empty));
    }

    private static async Task PrintAsync(BenchDatabase database, string name, ExecutionFilter filter, PageKey? after)
    {
        var rows = await database.Lists.ListAsync(filter, after, 51, CancellationToken.None);
        var times = new List<double>();
        for (var i = 0; i < Reads; i++)
        {
            var began = Stopwatch.GetTimestamp();
            rows = await database.Lists.ListAsync(filter, after, 51, CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        times.Sort();
        Console.WriteLine($"{name,-52} {rows.Count,3} rows {times[Reads / 2],8:F2} {times[^1],8:F2}");
    }
}
