using Npgsql;
using TlEngine.Executions;
using TlEngine.Statistics;

namespace TlEngine.Storage.Postgres;

/// <summary>The counts in PostgreSQL; the triggers of migration 0009 count the executions.</summary>
internal sealed partial class PostgresActivityStore(PostgresGateway gateway) : IActivityStore
{
    private static readonly string EnginesSql = Slices("", "minute >= $1", "$1::timestamptz");

    private static readonly string StepsSql =
        $"""
        SELECT at, '', {ActivitySql.Sums(sum => $"{sum}::bigint")}, (json_object_agg(bucket, n) FILTER (WHERE bucket >= 0))::text, NULL
        FROM (
            SELECT date_bin($2, minute, $1) AS at, kind, bucket, sum(count)::bigint AS n
            FROM activity_counts WHERE minute >= $1 AND engine_id = ANY($3) GROUP BY 1, 2, 3) g
        GROUP BY at ORDER BY at
        """;

    private static readonly string HoursSql =
        $"""
        SELECT {ActivitySql.HourColumns} FROM activity_hours WHERE hour >= $1
        UNION ALL
        {Slices("date_bin('1 hour', minute, 'epoch') AS at,", "minute >= greatest($1, (SELECT rolled_until FROM activity_state))")}
        ORDER BY 1, 2
        """;

    /// <summary>All that is asked of the executions themselves.</summary>
    internal static IReadOnlyList<string> WorkloadSql { get; } =
    [
        // Two small indexes, one for the running rows and one for the waiting ones.
        $"""
        SELECT engine_id, sum(running)::bigint, sum(queued)::bigint, max(finished_at)
        FROM (
            SELECT engine_id, count(*) AS running, 0 AS queued, NULL::timestamptz AS finished_at
            FROM executions WHERE status = {StatusSql.To(ExecutionEvent.Claim)} GROUP BY engine_id
            UNION ALL
            SELECT engine_id, 0, count(*), NULL FROM executions WHERE status IN ({StatusSql.Waiting}) GROUP BY engine_id
            UNION ALL
            SELECT engine_id, 0, 0, finished_at FROM engine_last_executions) w
        GROUP BY engine_id
        """,
        $"""
        SELECT p.priority, statement_timestamp() - oldest.due_at
        FROM (VALUES ({(int)ExecutionPriority.Normal}::smallint), ({(int)ExecutionPriority.High}::smallint)) AS p (priority)
        CROSS JOIN LATERAL (
            SELECT due_at FROM executions
            WHERE status IN ({StatusSql.Waiting}) AND priority = p.priority AND due_at <= statement_timestamp()
            ORDER BY due_at LIMIT 1) oldest
        """,
    ];

    private const string AddSql =
        """
        INSERT INTO activity_counts AS c (minute, engine_id, kind, error_code, bucket, shard, count)
        SELECT date_trunc('minute', statement_timestamp()), engine_id, kind, '', -1, pg_backend_pid() % 4, sum(n)
        FROM unnest($1, $2, $3) AS u (engine_id, kind, n)
        GROUP BY 2, 3 ORDER BY 2, 3
        ON CONFLICT (minute, engine_id, kind, error_code, bucket, shard) DO UPDATE SET count = c.count + excluded.count
        """;

    public Task<IReadOnlyList<ActivitySlice>> ReadEnginesAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        ReadAsync(EnginesSql, () => [PostgresParameter.Of((DateTimeOffset?)since)], cancellationToken);

    public Task<IReadOnlyList<ActivitySlice>> ReadStepsAsync(
        DateTimeOffset since, TimeSpan step, IReadOnlyList<string> engineIds, CancellationToken cancellationToken) =>
        ReadAsync(
            StepsSql,
            () =>
            [
                PostgresParameter.Of((DateTimeOffset?)since), PostgresParameter.Of(step), PostgresParameter.Texts(engineIds, id => id),
            ],
            cancellationToken);

    public Task<IReadOnlyList<ActivitySlice>> ReadHoursAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        ReadAsync(HoursSql, () => [PostgresParameter.Of((DateTimeOffset?)since)], cancellationToken);

    public Task<Workload> ReadWorkloadAsync(CancellationToken cancellationToken) =>
        gateway.RunAsync(
            () => [.. WorkloadSql.Select(sql => new PostgresStatement(sql))],
            async (reader, token) =>
            {
                var engines = await reader.ListAsync(
                    row => (Id: row.GetString(0), Load: new EngineWorkload(row.GetInt64(1), row.GetInt64(2), row.Value<DateTimeOffset>(3))),
                    token);
                await reader.NextResultAsync(token);
                var oldest = await reader.ListAsync(
                    row => (Priority: (ExecutionPriority)row.GetInt16(0), Age: row.GetFieldValue<TimeSpan>(1)), token);
                return new Workload(
                    engines.ToDictionary(engine => engine.Id, engine => engine.Load),
                    oldest.ToDictionary(age => age.Priority, age => age.Age));
            },
            cancellationToken);

    public async Task AddUsageAsync(IReadOnlyList<UsageCount> counts, CancellationToken cancellationToken)
    {
        if (counts.Count > 0)
        {
            await gateway.RunAsync(
                (connection, token) => connection.ExecuteAsync(
                    new PostgresStatement(
                        AddSql,
                        PostgresParameter.Texts(counts, count => count.EngineId),
                        PostgresParameter.Smalls(counts, count => (int)count.Kind),
                        PostgresParameter.Longs(counts, count => count.Count)),
                    token),
                cancellationToken);
        }
    }

    private Task<IReadOnlyList<ActivitySlice>> ReadAsync(
        string sql, Func<NpgsqlParameter[]> parameters, CancellationToken cancellationToken) =>
        gateway.RunAsync(
            () => [new PostgresStatement(sql, parameters())], (reader, token) => reader.ListAsync(ReadSlice, token), cancellationToken);

    /// <param name="step">A column to group by, with its comma, or nothing where all of it is one slice.</param>
    /// <param name="at">When a slice begins.</param>
    private static string Slices(string step, string where, string at = "at") =>
        $"""
        SELECT {at}, engine_id, {ActivitySql.Sums(sum => $"{sum}::bigint")},
            (json_object_agg(bucket, n) FILTER (WHERE bucket >= 0))::text,
            (json_object_agg(error_code, n) FILTER (WHERE error_code <> ''))::text
        FROM (
            SELECT {step} engine_id, kind, error_code, bucket, sum(count)::bigint AS n
            FROM activity_counts WHERE {where} GROUP BY {(step.Length == 0 ? "1, 2, 3, 4" : "1, 2, 3, 4, 5")}) g
        GROUP BY {(step.Length == 0 ? "" : "at, ")}engine_id
        """;

    private static ActivitySlice ReadSlice(NpgsqlDataReader reader) => new(
        reader.GetFieldValue<DateTimeOffset>(0),
        reader.GetString(1),
        new ActivityCounts
        {
            Succeeded = reader.GetInt64(2),
            Failed = reader.GetInt64(3),
            Cancelled = reader.GetInt64(4),
            Expired = reader.GetInt64(5),
            CacheHits = reader.GetInt64(6),
            CacheMisses = reader.GetInt64(7),
            RateLimited = reader.GetInt64(8),
            Latencies = StoredCounts.Latencies(reader.Text(9)),
            Errors = StoredCounts.Errors(reader.Text(10)),
        });
}
