using Microsoft.Data.Sqlite;
using TlEngine.Executions;
using TlEngine.Executions.Idempotency;
using TlEngine.Executions.Listing;
using TlEngine.Schedules;

namespace TlEngine.Storage.Embedded;

internal sealed partial class SqliteScheduleStore
{
    private const string StateSql =
        $"""
        SELECT {ScheduleRow.Columns}, (
            SELECT e.status FROM schedule_runs r LEFT JOIN executions e ON e.id = r.execution_id
            WHERE r.schedule_id = schedules.id ORDER BY r.fire_at DESC LIMIT 1)
        FROM schedules
        """;

    private const string ReplaceSql =
        """
        UPDATE schedules SET
            engine_id = ?2, action = ?3, data = ?4, options = ?5, cron = ?6, every_us = ?7, time_zone = ?8, enabled = ?9,
            missed_runs = ?10, overlap = ?11, jitter_us = ?12, next_run_at = ?13, revision = revision + 1
        WHERE id = ?1
        """;

    private const string FindRunSql =
        """
        SELECT EXISTS (SELECT 1 FROM schedule_runs WHERE schedule_id = schedules.id AND fire_at = ?2) FROM schedules WHERE id = ?1
        """;

    private const string LastRunSql = "UPDATE schedules SET last_run_at = max(ifnull(last_run_at, ?2), ?2) WHERE id = ?1";

    private const string RunsSql =
        """
        SELECT r.schedule_id, r.fire_at, r.execution_id, e.status
        FROM schedule_runs r LEFT JOIN executions e ON e.id = r.execution_id
        WHERE r.schedule_id = ?1 AND (?2 IS NULL OR r.fire_at < ?2)
        ORDER BY r.fire_at DESC LIMIT ?3
        """;

    public Task<ScheduleState?> FindStateAsync(Guid scheduleId, CancellationToken cancellationToken) =>
        gateway.ReadAsync(
            session => session.Query($"{StateSql} WHERE id = ?1", ReadState, scheduleId).SingleOrDefault(), cancellationToken);

    public Task<IReadOnlyList<ScheduleState>> ListAsync(string? caller, PageKey? after, int limit, CancellationToken cancellationToken)
    {
        var where = new SqliteConditions();
        where.AddIf(caller, "caller = ?");
        if (after is { } last)
        {
            where.Add("(created_at, id) < (?, ?)", last.At, last.Id);
        }

        var sql = $"{StateSql} {where.Sql} ORDER BY created_at DESC, id DESC {where.Limit(limit)}";
        return gateway.ReadAsync<IReadOnlyList<ScheduleState>>(session => session.Query(sql, ReadState, where.Values), cancellationToken);
    }

    public Task<bool> ReplaceAsync(Schedule schedule, CancellationToken cancellationToken) =>
        gateway.WriteAsync(
            session => session.Execute(
                ReplaceSql, schedule.Id, schedule.EngineId, schedule.Action, schedule.Data, schedule.Options, schedule.Cron, schedule.Every,
                schedule.TimeZone, schedule.Enabled, schedule.MissedRuns, schedule.Overlap, schedule.Jitter, schedule.NextRunAt) == 1,
            cancellationToken);

    public Task<bool> DeleteAsync(Guid scheduleId, CancellationToken cancellationToken) =>
        gateway.WriteAsync(session => session.Execute("DELETE FROM schedules WHERE id = ?1", scheduleId) == 1, cancellationToken);

    public Task<ScheduleStart> StartAsync(
        Guid scheduleId, ScheduleFire fire, NewIdempotencyKey? key, CancellationToken cancellationToken) =>
        gateway.WriteAsync(
            session =>
            {
                if (session.Query(FindRunSql, reader => reader.GetBoolean(0), scheduleId, fire.FireAt) is not [var isTaken])
                {
                    return ScheduleStart.Unknown;
                }

                if (isTaken)
                {
                    return ScheduleStart.TimeTaken;
                }

                if (key is not null && !IdempotencyInsert.TryTake(session, key))
                {
                    return ScheduleStart.KeyTaken;
                }

                session.Execute(LastRunSql, scheduleId, fire.FireAt);
                Start(session, scheduleId, fire);
                return ScheduleStart.Started;
            },
            cancellationToken);

    public Task<IReadOnlyList<ScheduleRun>> ListRunsAsync(
        Guid scheduleId, DateTimeOffset? before, int limit, CancellationToken cancellationToken) =>
        gateway.ReadAsync<IReadOnlyList<ScheduleRun>>(session => session.Query(RunsSql, ReadRun, scheduleId, before, limit), cancellationToken);

    private static ScheduleState ReadState(SqliteDataReader reader) => new(ScheduleRow.Read(reader), (ExecutionStatus?)reader.Number(17));

    private static ScheduleRun ReadRun(SqliteDataReader reader) => new(
        reader.Id(0),
        reader.Time(1),
        reader.IdOrNull(2) is { } id ? new ExecutionId(id) : null,
        (ExecutionStatus?)reader.Number(3));
}
