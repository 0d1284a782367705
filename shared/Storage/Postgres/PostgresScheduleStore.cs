using Npgsql;
using TlEngine.Executions;
using TlEngine.Executions.Idempotency;
using TlEngine.Schedules;

namespace TlEngine.Storage.Postgres;

/// <summary>The schedules in PostgreSQL.</summary>
internal sealed partial class PostgresScheduleStore(PostgresGateway gateway) : IScheduleStore
{
    private const string FindDueSql =
        $"""
        SELECT {ScheduleRow.Columns} FROM schedules
        WHERE enabled AND next_run_at IS NOT NULL AND next_run_at <= $1
        ORDER BY next_run_at, id LIMIT $2
        """;

    private const string MoveSql =
        """
        UPDATE schedules SET next_run_at = $3, last_run_at = coalesce($4, last_run_at)
        WHERE id = $1 AND enabled AND next_run_at IS NOT DISTINCT FROM $2 AND revision = $5
        """;

    private const string InsertRunsSql =
        """
        INSERT INTO schedule_runs (schedule_id, fire_at, execution_id)
        SELECT $1, f.fire_at, f.execution_id FROM unnest($2, $3) AS f (fire_at, execution_id)
        ON CONFLICT DO NOTHING
        RETURNING execution_id
        """;

    private static readonly string HasUnfinishedSql =
        $"SELECT EXISTS (SELECT FROM executions WHERE schedule_id = $1 AND status IN ({StatusSql.Unfinished}))";

    public Task<bool> InsertAsync(Schedule schedule, NewIdempotencyKey? key, CancellationToken cancellationToken) =>
        gateway.RunAsync(
            async (connection, token) =>
            {
                await using var transaction = await connection.BeginTransactionAsync(token);
                if (key is not null && !await IdempotencyInsert.TryTakeAsync(connection, key, token))
                {
                    return false;
                }

                await connection.ExecuteAsync(new PostgresStatement(ScheduleRow.InsertSql, ScheduleRow.Parameters(schedule)), token);
                await transaction.CommitAsync(token);
                return true;
            },
            cancellationToken);

    public Task<Schedule?> FindAsync(Guid scheduleId, CancellationToken cancellationToken) =>
        gateway.RunAsync<Schedule?>(
            () => [new PostgresStatement($"SELECT {ScheduleRow.Columns} FROM schedules WHERE id = $1", PostgresParameter.Of(scheduleId))],
            async (reader, token) => await reader.ReadAsync(token) ? ScheduleRow.Read(reader) : null,
            cancellationToken);

    public Task<IReadOnlyList<Schedule>> FindDueAsync(DateTimeOffset until, int limit, CancellationToken cancellationToken) =>
        gateway.RunAsync(
            () => [new PostgresStatement(FindDueSql, PostgresParameter.Of((DateTimeOffset?)until), PostgresParameter.Of(limit))],
            (reader, token) => reader.ListAsync(ScheduleRow.Read, token),
            cancellationToken);

    public Task<bool> FireAsync(
        Schedule schedule, DateTimeOffset? nextRunAt, IReadOnlyList<ScheduleFire> fires, CancellationToken cancellationToken) =>
        gateway.RunAsync(
            async (connection, token) =>
            {
                await using var transaction = await connection.BeginTransactionAsync(token);
                if (await connection.ExecuteAsync(Move(schedule, nextRunAt, fires), token) == 0)
                {
                    return false;
                }

                await InsertRunsAsync(connection, schedule.Id, fires, token);
                await transaction.CommitAsync(token);
                return true;
            },
            cancellationToken);

    public Task<bool> HasUnfinishedRunAsync(Guid scheduleId, CancellationToken cancellationToken) =>
        gateway.RunAsync(
            () => [new PostgresStatement(HasUnfinishedSql, PostgresParameter.Of(scheduleId))],
            async (reader, token) => await reader.ReadAsync(token) && reader.GetBoolean(0),
            cancellationToken);

    private static PostgresStatement Move(Schedule schedule, DateTimeOffset? nextRunAt, IReadOnlyList<ScheduleFire> fires) => new(
        MoveSql,
        PostgresParameter.Of(schedule.Id),
        PostgresParameter.Of(schedule.NextRunAt),
        PostgresParameter.Of(nextRunAt),
        PostgresParameter.Of(fires.Count > 0 ? fires.Max(fire => fire.FireAt) : (DateTimeOffset?)null),
        PostgresParameter.Of(schedule.Revision));

    /// <returns>How many executions were started.</returns>
    private static async Task<int> InsertRunsAsync(
        NpgsqlConnection connection, Guid scheduleId, IReadOnlyList<ScheduleFire> fires, CancellationToken cancellationToken)
    {
        if (fires.Count == 0)
        {
            return 0;
        }

        var started = await connection.ReadAsync(
            [
                new PostgresStatement(
                    InsertRunsSql,
                    PostgresParameter.Of(scheduleId),
                    PostgresParameter.Times(fires, fire => fire.FireAt),
                    PostgresParameter.Ids(fires, fire => fire.Execution?.Id.Value)),
            ],
            (reader, token) => reader.ListAsync(row => row.Value<Guid>(0), token),
            cancellationToken);
        // A fire time that has its run already starts nothing again.
        var rows = fires.Select(fire => fire.Execution).OfType<NewExecution>().Where(row => started.Contains(row.Id.Value)).ToList();
        if (rows.Count > 0)
        {
            await connection.ExecuteAsync(ExecutionInsert.Statement(ExecutionInsert.Ordered(rows), scheduleId), cancellationToken);
        }

        return rows.Count;
    }
}
