using Npgsql;
using TlEngine.Executions;
using TlEngine.Executions.Idempotency;
using TlEngine.Executions.Listing;
using TlEngine.Schedules;

namespace TlEngine.Storage.Postgres;

internal sealed partial class PostgresScheduleStore
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
            engine_id = $3, action = $4, data = $5, options = $6, cron = $7, every_us = $8, time_zone = $9, enabled = $10,
            missed_runs = $11, overlap = $12, jitter_us = $13, next_run_at = $15, revision = revision + 1
        WHERE id = $1
        """;

    private const string RunsSql =
        """
        SELECT r.schedule_id, r.fire_at, r.execution_id, e.status
        FROM schedule_runs r LEFT JOIN executions e ON e.id = r.execution_id
        WHERE r.schedule_id = $1 AND r.fire_at < coalesce($2, 'infinity')
        ORDER BY r.fire_at DESC LIMIT $3
        """;

    public Task<ScheduleState?> FindStateAsync(Guid scheduleId, CancellationToken cancellationToken) =>
        gateway.RunAsync<ScheduleState?>(
            () => [new PostgresStatement($"{StateSql} WHERE id = $1", PostgresParameter.Of(scheduleId))],
            async (reader, token) => await reader.ReadAsync(token) ? ReadState(reader) : null,
            cancellationToken);

    public Task<IReadOnlyList<ScheduleState>> ListAsync(string? caller, PageKey? after, int limit, CancellationToken cancellationToken)
    {
        var where = new PostgresConditions();
        where.AddIf(caller, "caller = ?");
        if (after is { } last)
        {
            where.Add("(created_at, id) < (?, ?)", PostgresParameter.Of((DateTimeOffset?)last.At), PostgresParameter.Of(last.Id));
        }

        var sql = $"{StateSql} {where.Sql} ORDER BY created_at DESC, id DESC LIMIT {limit}";
        return gateway.RunAsync(
            () => [new PostgresStatement(sql, where.Values)], (reader, token) => reader.ListAsync(ReadState, token), cancellationToken);
    }

    public Task<bool> ReplaceAsync(Schedule schedule, CancellationToken cancellationToken) =>
        gateway.RunAsync(
            async (connection, token) => await connection.ExecuteAsync(
                new PostgresStatement(ReplaceSql, ScheduleRow.Parameters(schedule)), token) == 1,
            cancellationToken);

    public Task<bool> DeleteAsync(Guid scheduleId, CancellationToken cancellationToken) =>
        gateway.RunAsync(
            async (connection, token) => await connection.ExecuteAsync(
                new PostgresStatement("DELETE FROM schedules WHERE id = $1", PostgresParameter.Of(scheduleId)), token) == 1,
            cancellationToken);

    public Task<ScheduleStart> StartAsync(
        Guid scheduleId, ScheduleFire fire, NewIdempotencyKey? key, CancellationToken cancellationToken) =>
        gateway.RunAsync(
            async (connection, token) =>
            {
                await using var transaction = await connection.BeginTransactionAsync(token);
                var there = await connection.ExecuteAsync(
                    new PostgresStatement(
                        "UPDATE schedules SET last_run_at = greatest(last_run_at, $2) WHERE id = $1",
                        PostgresParameter.Of(scheduleId),
                        PostgresParameter.Of((DateTimeOffset?)fire.FireAt)),
                    token) == 1;
                if (!there)
                {
                    return ScheduleStart.Unknown;
                }

                if (await InsertRunsAsync(connection, scheduleId, [fire], token) == 0)
                {
                    return ScheduleStart.TimeTaken;
                }

                if (key is not null && !await IdempotencyInsert.TryTakeAsync(connection, key, token))
                {
                    return ScheduleStart.KeyTaken;
                }

                await transaction.CommitAsync(token);
                return ScheduleStart.Started;
            },
            cancellationToken);

    public Task<IReadOnlyList<ScheduleRun>> ListRunsAsync(
        Guid scheduleId, DateTimeOffset? before, int limit, CancellationToken cancellationToken) =>
        gateway.RunAsync(
            () =>
            [
                new PostgresStatement(
                    RunsSql, PostgresParameter.Of(scheduleId), PostgresParameter.Of(before), PostgresParameter.Of(limit)),
            ],
            (reader, token) => reader.ListAsync(ReadRun, token),
            cancellationToken);

    private static ScheduleState ReadState(NpgsqlDataReader reader) => new(ScheduleRow.Read(reader), (ExecutionStatus?)reader.Value<short>(17));

    private static ScheduleRun ReadRun(NpgsqlDataReader reader) => new(
        reader.GetGuid(0),
        reader.GetFieldValue<DateTimeOffset>(1),
        reader.Value<Guid>(2) is { } id ? new ExecutionId(id) : null,
        (ExecutionStatus?)reader.Value<short>(3));
}
