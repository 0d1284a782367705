using TlEngine.Executions.Idempotency;
using TlEngine.Schedules;

namespace TlEngine.Storage.Embedded;

/// <summary>The schedules in the file.</summary>
internal sealed partial class SqliteScheduleStore(SqliteGateway gateway) : IScheduleStore
{
    private const string FindSql = $"SELECT {ScheduleRow.Columns} FROM schedules WHERE id = ?1";

    private const string FindDueSql =
        $"""
        SELECT {ScheduleRow.Columns} FROM schedules
        WHERE enabled AND next_run_at IS NOT NULL AND next_run_at <= ?1
        ORDER BY next_run_at, id LIMIT ?2
        """;

    private const string MoveSql =
        """
        UPDATE schedules SET next_run_at = ?3, last_run_at = coalesce(?4, last_run_at)
        WHERE id = ?1 AND enabled AND next_run_at IS ?2 AND revision = ?5
        """;

    private const string InsertRunSql =
        "INSERT INTO schedule_runs (schedule_id, fire_at, execution_id) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";

    private static readonly string HasUnfinishedSql =
        $"SELECT EXISTS (SELECT 1 FROM executions WHERE schedule_id = ?1 AND status IN ({StatusSql.Unfinished}))";

    public Task<bool> InsertAsync(Schedule schedule, NewIdempotencyKey? key, CancellationToken cancellationToken) =>
        gateway.WriteAsync(
            session =>
            {
                var taken = key is not null && !IdempotencyInsert.TryTake(session, key);
                if (!taken)
                {
                    ScheduleRow.Insert(session, schedule);
                }

                return !taken;
            },
            cancellationToken);

    public Task<Schedule?> FindAsync(Guid scheduleId, CancellationToken cancellationToken) =>
        gateway.ReadAsync(
            session => session.Query(FindSql, ScheduleRow.Read, scheduleId).SingleOrDefault(), cancellationToken);

    public Task<IReadOnlyList<Schedule>> FindDueAsync(DateTimeOffset until, int limit, CancellationToken cancellationToken) =>
        gateway.ReadAsync<IReadOnlyList<Schedule>>(session => session.Query(FindDueSql, ScheduleRow.Read, until, limit), cancellationToken);

    public Task<bool> FireAsync(
        Schedule schedule, DateTimeOffset? nextRunAt, IReadOnlyList<ScheduleFire> fires, CancellationToken cancellationToken) =>
        gateway.WriteAsync(
            session =>
            {
                DateTimeOffset? last = fires.Count > 0 ? fires.Max(fire => fire.FireAt) : null;
                if (session.Execute(MoveSql, schedule.Id, schedule.NextRunAt, nextRunAt, last, schedule.Revision) == 0)
                {
                    return false;
                }

                foreach (var fire in fires)
                {
                    Start(session, schedule.Id, fire);
                }

                return true;
            },
            cancellationToken);

    public Task<bool> HasUnfinishedRunAsync(Guid scheduleId, CancellationToken cancellationToken) =>
        gateway.ReadAsync(
            session => session.Query(HasUnfinishedSql, reader => reader.GetBoolean(0), scheduleId).Single(), cancellationToken);

    private static void Start(SqliteSession session, Guid scheduleId, ScheduleFire fire)
    {
        // A fire time that has its run already starts nothing again.
        var isNew = session.Execute(InsertRunSql, scheduleId, fire.FireAt, fire.Execution?.Id.Value) == 1;
        if (isNew && fire.Execution is { } execution)
        {
            ExecutionInsert.TryInsert(session, execution, scheduleId);
        }
    }
}
