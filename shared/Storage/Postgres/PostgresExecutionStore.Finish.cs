using Npgsql;
using TlEngine.Executions;

namespace TlEngine.Storage.Postgres;

internal sealed partial class PostgresExecutionStore
{
    private static readonly string FinishSql =
        $"""
        UPDATE executions e SET
            status = c.status,
            attempts = e.attempts - c.uncounted,
            lease_until = NULL,
            suspect = e.suspect AND c.uncounted > 0,
            result_bytes = c.result_bytes,
            result_file = c.result_file,
            result_encoding = c.result_encoding,
            result_length = c.result_length,
            cached = c.cached,
            error_code = CASE WHEN c.uncounted > 0 THEN e.error_code ELSE c.error_code END,
            error_message = CASE WHEN c.uncounted > 0 THEN e.error_message ELSE c.error_message END,
            error_retriable = CASE WHEN c.uncounted > 0 THEN e.error_retriable ELSE c.error_retriable END,
            error_attempt = CASE WHEN c.uncounted > 0 THEN e.error_attempt ELSE c.error_attempt END,
            error_inputs = CASE WHEN c.uncounted > 0 THEN e.error_inputs ELSE c.error_inputs END,
            duration_us = c.duration_us,
            due_at = coalesce(statement_timestamp() + c.delay, e.due_at),
            unpublished_since = CASE WHEN c.status IN ({StatusSql.Waiting}) THEN statement_timestamp() END,
            finished_at = CASE WHEN c.status NOT IN ({StatusSql.Waiting}) THEN statement_timestamp() END
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        AS c (
            id, fence, status, uncounted, result_bytes, result_file, result_encoding, result_length,
            error_code, error_message, error_retriable, error_attempt, error_inputs, duration_us, delay, cached)
        WHERE e.id = c.id AND e.fence = c.fence AND e.status = {StatusSql.To(ExecutionEvent.Claim)}
        """;

    // Whoever else ends a claim takes a newer fence, so a row with this fence and this status was written by this very claim.
    private static readonly string FinishedSql =
        $"""
        SELECT {ExecutionRow.ColumnsWithoutBytes}
        FROM executions e JOIN unnest($1, $2, $3) AS c (id, fence, status) ON e.id = c.id AND e.fence = c.fence AND e.status = c.status
        """;

    public async Task<IReadOnlyList<Execution?>> FinishAsync(IReadOnlyList<Completion> completions, CancellationToken cancellationToken)
    {
        if (completions.Count == 0)
        {
            return [];
        }

        // Two outcomes of one claim in one call: the first stands.
        var distinct = completions.DistinctBy(completion => completion.Claim).ToList();
        var rows = await gateway.RunAsync(
            () => FinishStatements(distinct),
            async (reader, token) =>
            {
                await reader.NextResultAsync(token);
                return await reader.ListAsync(ExecutionRow.Read, token);
            },
            cancellationToken);
        var written = rows.DistinctBy(row => row.Id).ToDictionary(row => (row.Claim, row.Status));
        return [.. completions.Select(completion => written.GetValueOrDefault((completion.Claim, CompletionRule.Target(completion))))];
    }

    private static IReadOnlyList<PostgresStatement> FinishStatements(List<Completion> completions)
    {
        NpgsqlParameter Ids() => PostgresParameter.Ids(completions, completion => completion.Claim.Id.Value);
        NpgsqlParameter Fences() => PostgresParameter.Longs(completions, completion => completion.Claim.Fence);
        NpgsqlParameter Targets() => PostgresParameter.Smalls(completions, completion => (int)CompletionRule.Target(completion));
        return
        [
            PostgresStatement.Lock(completions.Select(completion => completion.Claim.Id.Value)),
            new PostgresStatement(
                FinishSql,
                Ids(),
                Fences(),
                Targets(),
                PostgresParameter.Smalls(completions, completion => completion.Event == ExecutionEvent.Release ? 1 : 0),
                PostgresParameter.Bytes(completions, completion => completion.Result?.Bytes),
                PostgresParameter.Texts(completions, completion => completion.Result?.FileKey),
                PostgresParameter.Smalls(completions, completion => (int?)completion.Result?.Encoding),
                PostgresParameter.Integers(completions, completion => completion.Result?.Length),
                PostgresParameter.Texts(completions, completion => completion.Error?.Code),
                PostgresParameter.Texts(completions, completion => completion.Error?.Message),
                PostgresParameter.Flags(completions, completion => completion.Error?.Retriable),
                PostgresParameter.Integers(completions, completion => completion.Error?.Attempt),
                PostgresParameter.Texts(completions, completion => StoredJson.Errors(completion.Error)),
                PostgresParameter.Longs(completions, completion => StoredTime.Microseconds(completion.Duration)),
                PostgresParameter.Spans(completions, completion => completion.Event == ExecutionEvent.Retry ? completion.Delay : null),
                PostgresParameter.Flags(completions, completion => completion.Cached)),
            new PostgresStatement(FinishedSql, Ids(), Fences(), Targets()),
        ];
    }
}
