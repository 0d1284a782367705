using Npgsql;
using TlEngine.Executions;
using TlEngine.Executions.Idempotency;
using TlEngine.Executions.Replays;

namespace TlEngine.Storage.Postgres;

/// <summary>Replays in PostgreSQL.</summary>
internal sealed class PostgresExecutionReplays(PostgresGateway gateway) : IExecutionReplays
{
    private static readonly int Failed = StatusSql.To(ExecutionEvent.Fail);

    // The mark on the original is what two calls at the same moment decide by: the second one waits for the row and then finds it marked.
    private static readonly string ReplaySql =
        $"""
        WITH wanted AS (
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
            AS w (original, id, engine_version, options, max_attempts, created_at, input_file, traceparent, once)),
        marked AS (
            UPDATE executions o SET replayed_at = statement_timestamp()
            FROM wanted w
            WHERE o.id = w.original AND o.status NOT IN ({StatusSql.Unfinished}) AND (NOT w.once OR o.replayed_at IS NULL)
            RETURNING o.*),
        letters AS (
            UPDATE dead_letters d SET replayed_at = statement_timestamp(), replayed_as = w.id
            FROM marked m JOIN wanted w ON w.original = m.id
            WHERE d.id = m.id)
        INSERT INTO executions AS e (
            id, engine_id, engine_version, action, caller, source, fingerprint, status, input_bytes, input_file, input_encoding,
            input_length, options, tags, priority, attempts, max_attempts, fence, timeout_us, created_at, due_at, callback_url, traceparent,
            unpublished_since, as_of, replay_of)
        SELECT
            w.id, m.engine_id, w.engine_version, m.action, m.caller, {(int)ExecutionSource.Replay}, m.fingerprint,
            {(int)ExecutionStatus.Queued}, m.input_bytes, w.input_file, m.input_encoding, m.input_length, w.options, m.tags, m.priority, 0,
            w.max_attempts, 0, m.timeout_us, w.created_at, least(w.created_at, statement_timestamp()), m.callback_url, w.traceparent,
            statement_timestamp(), coalesce(m.as_of, m.created_at), m.id
        FROM marked m JOIN wanted w ON w.original = m.id
        RETURNING {ExecutionRow.ColumnsWithoutBytes}
        """;

    public Task<IReadOnlyList<Execution>> FindFailedAsync(FailureFilter filter, int limit, CancellationToken cancellationToken) =>
        gateway.RunAsync(
            () => [FindFailed(filter, limit)], (reader, token) => reader.ListAsync(ExecutionRow.Read, token), cancellationToken);

    public async Task<IReadOnlyList<Execution?>?> ReplayAsync(
        IReadOnlyList<NewReplay> replays, KeyedReplay? key, CancellationToken cancellationToken)
    {
        var distinct = replays.DistinctBy(replay => replay.Of).ToList();
        var rows = await gateway.RunAsync<IReadOnlyList<Execution>?>(
            async (connection, token) =>
            {
                await using var transaction = await connection.BeginTransactionAsync(token);
                var made = await ReplayAsync(connection, distinct, token);
                if (key is not null)
                {
                    if (key.For(made) is not { } answered)
                    {
                        return [];
                    }

                    if (!await IdempotencyInsert.TryTakeAsync(connection, answered, token))
                    {
                        return null;
                    }
                }

                await transaction.CommitAsync(token);
                return made;
            },
            cancellationToken);
        var inserted = rows?.ToDictionary(row => row.Id);
        return inserted is null ? null : [.. replays.Select(replay => inserted.GetValueOrDefault(replay.Id))];
    }

    private static async Task<IReadOnlyList<Execution>> ReplayAsync(
        NpgsqlConnection connection, List<NewReplay> replays, CancellationToken cancellationToken) => replays.Count == 0
        ? []
        : await connection.ReadAsync(
            [PostgresStatement.Lock(replays.Select(replay => replay.Of.Value)), Replay(replays)],
            async (reader, token) =>
            {
                await reader.NextResultAsync(token);
                return await reader.ListAsync(ExecutionRow.Read, token);
            },
            cancellationToken);

    private static PostgresStatement FindFailed(FailureFilter filter, int limit)
    {
        var where = new PostgresConditions();
        where.Add($"e.status = {Failed} AND e.replayed_at IS NULL");
        where.Add("e.engine_id = ANY(?)", PostgresParameter.Texts(filter.EngineIds, id => id));
        where.AddIf(filter.Caller, "e.caller = ?");
        where.AddIf(filter.ErrorCode, "e.error_code = ?");
        where.AddIf(filter.Since, "e.created_at >= ?");
        where.AddIf(filter.Until, "e.created_at < ?");
        return new PostgresStatement(
            $"SELECT {ExecutionRow.ColumnsWithoutBytes} FROM executions e {where.Sql} ORDER BY e.created_at, e.id LIMIT {limit}",
            where.Values);
    }

    private static PostgresStatement Replay(List<NewReplay> replays) => new(
        ReplaySql,
        PostgresParameter.Ids(replays, replay => replay.Of.Value),
        PostgresParameter.Ids(replays, replay => replay.Id.Value),
        PostgresParameter.Texts(replays, replay => replay.EngineVersion),
        PostgresParameter.Texts(replays, replay => replay.Options),
        PostgresParameter.Integers(replays, replay => replay.MaxAttempts),
        PostgresParameter.Times(replays, replay => replay.CreatedAt),
        PostgresParameter.Texts(replays, replay => replay.InputFile),
        PostgresParameter.Texts(replays, replay => replay.TraceParent),
        PostgresParameter.Flags(replays, replay => replay.Once));
}
