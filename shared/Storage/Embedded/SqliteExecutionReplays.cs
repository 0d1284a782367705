using TlEngine.Executions;
using TlEngine.Executions.Replays;

namespace TlEngine.Storage.Embedded;

/// <summary>Replays in the file.</summary>
internal sealed class SqliteExecutionReplays(SqliteGateway gateway) : IExecutionReplays
{
    private static readonly int Failed = StatusSql.To(ExecutionEvent.Fail);

    private static readonly string MarkSql =
        $"""
        UPDATE executions SET replayed_at = now_us()
        WHERE id = ?1 AND status NOT IN ({StatusSql.Unfinished}) AND (NOT ?2 OR replayed_at IS NULL)
        """;

    private static readonly string InsertSql =
        $"""
        INSERT INTO executions (
            id, engine_id, engine_version, action, caller, source, fingerprint, status, input_bytes, input_file, input_encoding,
            input_length, options, tags, priority, attempts, max_attempts, fence, timeout_us, created_at, due_at, callback_url, traceparent,
            unpublished_since, as_of, replay_of)
        SELECT
            ?2, engine_id, ?3, action, caller, {(int)ExecutionSource.Replay}, fingerprint, {(int)ExecutionStatus.Queued}, input_bytes, ?7,
            input_encoding, input_length, ?4, tags, priority, 0, ?5, 0, timeout_us, ?6, min(?6, now_us()), callback_url, ?8, now_us(),
            ifnull(as_of, created_at), id
        FROM executions WHERE id = ?1
        """;

    private const string LetterSql = "UPDATE dead_letters SET replayed_at = now_us(), replayed_as = ?2 WHERE id = ?1";

    public Task<IReadOnlyList<Execution>> FindFailedAsync(FailureFilter filter, int limit, CancellationToken cancellationToken) =>
        gateway.ReadAsync<IReadOnlyList<Execution>>(
            session =>
            {
                var where = new SqliteConditions();
                where.Add($"status = {Failed} AND replayed_at IS NULL");
                where.Add($"engine_id IN ({string.Join(", ", filter.EngineIds.Select(_ => "?"))})", [.. filter.EngineIds]);
                where.AddIf(filter.Caller, "caller = ?");
                where.AddIf(filter.ErrorCode, "error_code = ?");
                where.AddIf(filter.Since, "created_at >= ?");
                where.AddIf(filter.Until, "created_at < ?");
                return session.Query(
                    $"SELECT {ExecutionRow.ColumnsWithoutBytes} FROM executions {where.Sql} ORDER BY created_at, id {where.Limit(limit)}",
                    ExecutionRow.Read,
                    where.Values);
            },
            cancellationToken);

    public async Task<IReadOnlyList<Execution?>?> ReplayAsync(
        IReadOnlyList<NewReplay> replays, KeyedReplay? key, CancellationToken cancellationToken)
    {
        try
        {
            return await gateway.WriteAsync<IReadOnlyList<Execution?>>(session => Replay(session, replays, key), cancellationToken);
        }
        catch (KeyTakenException)
        {
            return null;
        }
    }

    private static IReadOnlyList<Execution?> Replay(SqliteSession session, IReadOnlyList<NewReplay> replays, KeyedReplay? key)
    {
        var inserted = replays.DistinctBy(replay => replay.Of).ToDictionary(replay => replay.Id, replay => Replay(session, replay));
        if (key?.For(inserted.Values) is { } answered && !IdempotencyInsert.TryTake(session, answered))
        {
            throw new KeyTakenException();
        }

        return [.. replays.Select(replay => inserted.GetValueOrDefault(replay.Id))];
    }

    private static Execution? Replay(SqliteSession session, NewReplay replay)
    {
        if (session.Execute(MarkSql, replay.Of.Value, replay.Once) == 0)
        {
            return null;
        }

        session.Execute(
            InsertSql, replay.Of.Value, replay.Id.Value, replay.EngineVersion, replay.Options, replay.MaxAttempts, replay.CreatedAt,
            replay.InputFile, replay.TraceParent);
        ExecutionInput.CopyRest(session, replay.Of, replay.Id);
        session.Execute(LetterSql, replay.Of.Value, replay.Id.Value);
        return ExecutionRow.Find(session, replay.Id, ExecutionRow.ColumnsWithoutBytes);
    }

    /// <summary>Rolls the piece of work back.</summary>
    private sealed class KeyTakenException : Exception;
}
