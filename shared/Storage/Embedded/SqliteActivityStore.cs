using Microsoft.Data.Sqlite;
using TlEngine.Executions;
using TlEngine.Statistics;

namespace TlEngine.Storage.Embedded;

/// <summary>The counts in the file; the triggers of migration 0009 count the executions.</summary>
internal sealed class SqliteActivityStore(SqliteGateway gateway) : IActivityStore
{
    private const string Hour = "minute - minute % 3600000000";

    private static readonly string EnginesSql = Slices("?1", "minute >= ?1");

    private static readonly string StepsSql =
        $"""
        SELECT at, '', {ActivitySql.Sums(sum => sum)},
            CASE WHEN sum(bucket >= 0) > 0 THEN json_group_object(bucket, n) FILTER (WHERE bucket >= 0) END, NULL
        FROM (
            SELECT ?1 + (minute - ?1) / ?2 * ?2 AS at, kind, bucket, sum(count) AS n
            FROM activity_counts
            WHERE minute >= ?1 AND engine_id IN (SELECT value FROM json_each(?3)) GROUP BY 1, 2, 3)
        GROUP BY at ORDER BY at
        """;

    private static readonly string HoursSql =
        $"""
        SELECT {ActivitySql.HourColumns} FROM activity_hours WHERE hour >= ?1
        UNION ALL
        {Slices(Hour, "minute >= max(?1, (SELECT rolled_until FROM activity_state))")}
        ORDER BY 1, 2
        """;

    private static readonly string WorkloadSql =
        $"""
        SELECT engine_id, sum(running), sum(queued), max(finished_at)
        FROM (
            SELECT engine_id, count(*) AS running, 0 AS queued, NULL AS finished_at
            FROM executions WHERE status = {StatusSql.To(ExecutionEvent.Claim)} GROUP BY engine_id
            UNION ALL
            SELECT engine_id, 0, count(*), NULL FROM executions WHERE status IN ({StatusSql.Waiting}) GROUP BY engine_id
            UNION ALL
            SELECT engine_id, 0, 0, finished_at FROM engine_last_executions)
        GROUP BY engine_id
        """;

    private static readonly string OldestSql =
        $"""
        SELECT now_us() - due_at FROM executions
        WHERE status IN ({StatusSql.Waiting}) AND priority = ?1 AND due_at <= now_us() ORDER BY due_at LIMIT 1
        """;

    private const string AddSql =
        """
        INSERT INTO activity_counts (minute, engine_id, kind, error_code, bucket, count)
        VALUES (now_us() - now_us() % 60000000, ?1, ?2, '', -1, ?3)
        ON CONFLICT (minute, engine_id, kind, error_code, bucket) DO UPDATE SET count = count + excluded.count
        """;

    private static readonly string RollUpSql =
        $"""
        INSERT INTO activity_hours ({ActivitySql.HourColumns}) {Slices(Hour, "minute >= ?1 AND minute < ?1 + 3600000000")}
        """;

    private const string ForgetMinutesSql =
        "DELETE FROM activity_counts WHERE minute < min((SELECT rolled_until FROM activity_state), now_us() - 5400000000)";

    public Task<IReadOnlyList<ActivitySlice>> ReadEnginesAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        gateway.ReadAsync<IReadOnlyList<ActivitySlice>>(session => session.Query(EnginesSql, ReadSlice, since), cancellationToken);

    public Task<IReadOnlyList<ActivitySlice>> ReadStepsAsync(
        DateTimeOffset since, TimeSpan step, IReadOnlyList<string> engineIds, CancellationToken cancellationToken) =>
        gateway.ReadAsync<IReadOnlyList<ActivitySlice>>(
            session => session.Query(StepsSql, ReadSlice, since, step, StoredJson.Tags(engineIds)), cancellationToken);

    public Task<IReadOnlyList<ActivitySlice>> ReadHoursAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        gateway.ReadAsync<IReadOnlyList<ActivitySlice>>(session => session.Query(HoursSql, ReadSlice, since), cancellationToken);

    public Task<Workload> ReadWorkloadAsync(CancellationToken cancellationToken) =>
        gateway.ReadAsync(
            session => new Workload(
                session.Query(WorkloadSql, row => (Id: row.GetString(0), Load: ReadWorkload(row)))
                    .ToDictionary(engine => engine.Id, engine => engine.Load),
                Enum.GetValues<ExecutionPriority>()
                    .SelectMany(priority => session.Query(
                        OldestSql, row => (Priority: priority, Age: StoredTime.Span(row.GetInt64(0))), priority))
                    .ToDictionary(age => age.Priority, age => age.Age)),
            cancellationToken);

    public Task AddUsageAsync(IReadOnlyList<UsageCount> counts, CancellationToken cancellationToken) =>
        gateway.WriteAsync(
            session => counts.Sum(count => session.Execute(AddSql, count.EngineId, count.Kind, count.Count)), cancellationToken);

    public Task<bool> RollUpAsync(CancellationToken cancellationToken) => gateway.WriteAsync(RollUp, cancellationToken);

    private static bool RollUp(SqliteSession session)
    {
        if (session.Query("SELECT at FROM metrics_work", reader => reader.Time(0)) is not [var hour])
        {
            return false;
        }

        session.Execute(RollUpSql, hour);
        session.Execute("UPDATE activity_state SET rolled_until = ?1", hour + TimeSpan.FromHours(1));
        session.Execute(ForgetMinutesSql);
        session.Execute("DELETE FROM activity_hours WHERE hour < now_us() - ?1", TimeSpan.FromDays(400));
        return true;
    }

    private static string Slices(string at, string where) =>
        $"""
        SELECT at, engine_id, {ActivitySql.Sums(sum => sum)},
            CASE WHEN sum(bucket >= 0) > 0 THEN json_group_object(bucket, n) FILTER (WHERE bucket >= 0) END,
            CASE WHEN sum(error_code <> '') > 0 THEN json_group_object(error_code, n) FILTER (WHERE error_code <> '') END
        FROM (
            SELECT {at} AS at, engine_id, kind, error_code, bucket, sum(count) AS n
            FROM activity_counts WHERE {where} GROUP BY 1, 2, 3, 4, 5)
        GROUP BY at, engine_id
        """;

    private static EngineWorkload ReadWorkload(SqliteDataReader reader) =>
        new(reader.GetInt64(1), reader.GetInt64(2), reader.TimeOrNull(3));

    private static ActivitySlice ReadSlice(SqliteDataReader reader) => new(
        reader.Time(0),
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
