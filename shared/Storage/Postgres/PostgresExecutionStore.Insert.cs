using TlEngine.Executions;

namespace TlEngine.Storage.Postgres;

internal sealed partial class PostgresExecutionStore
{
    // An id wins over a task id, should the two name different rows.
    private static readonly string TakenSql =
        $"""
        SELECT {ExecutionRow.ColumnsWithoutBytes}
        FROM unnest($1, $2, $3) WITH ORDINALITY AS w (id, caller, task_id, position)
        CROSS JOIN LATERAL (
            SELECT 0 AS preference, t.* FROM executions t WHERE t.id = w.id
            UNION ALL
            SELECT 1, t.* FROM executions t WHERE t.caller = w.caller AND t.task_id = w.task_id
            ORDER BY preference LIMIT 1) e
        ORDER BY w.position
        """;

    public async Task<IReadOnlyList<InsertOutcome>> InsertAsync(IReadOnlyList<NewExecution> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return [];
        }

        var inserted = await InsertNewAsync(ExecutionInsert.Ordered(rows), cancellationToken);
        var taken = rows.Where(row => !inserted.ContainsKey(row)).ToList();
        var holders = new Queue<Execution>(taken.Count > 0 ? await FindTakenAsync(taken, cancellationToken) : []);
        return [.. rows.Select(row => inserted.TryGetValue(row, out var created) ? new InsertOutcome(true, created) : Taken(row, holders))];
    }

    private static InsertOutcome Taken(NewExecution row, Queue<Execution> holders)
    {
        // A row with a key has no task id: only a repeated insert of itself finds its id taken.
        var keyTaken = row.Idempotency is not null && !(holders.TryPeek(out var holder) && holder.Id == row.Id);
        return keyTaken ? InsertOutcome.KeyTaken
            : holders.TryDequeue(out var known) ? new InsertOutcome(false, known)
            : throw new InvalidOperationException("A row that took an id disappeared while its insert was refused; repeat the call.");
    }

    private Task<Dictionary<NewExecution, Execution>> InsertNewAsync(
        IReadOnlyList<NewExecution> ordered, CancellationToken cancellationToken) =>
        gateway.RunAsync(
            () => [.. IdempotencyInsert.Statements(ordered), ExecutionInsert.Statement(ordered)],
            async (reader, token) =>
            {
                if (ordered.Any(row => row.Idempotency is not null))
                {
                    await reader.NextResultAsync(token);
                }

                // Rows come back in the order sent, without those that were refused.
                var created = new Dictionary<NewExecution, Execution>(ReferenceEqualityComparer.Instance);
                var position = 0;
                while (await reader.ReadAsync(token))
                {
                    while (!ExecutionInsert.Matches(reader, ordered[position]))
                    {
                        position++;
                    }

                    created.Add(ordered[position], ExecutionInsert.Read(reader, ordered[position]));
                    position++;
                }

                return created;
            },
            cancellationToken);

    /// <summary>The rows that hold the ids: committed, or the insert would have waited for them.</summary>
    private Task<IReadOnlyList<Execution>> FindTakenAsync(List<NewExecution> taken, CancellationToken cancellationToken) =>
        gateway.RunAsync(
            () =>
            [
                new PostgresStatement(
                    TakenSql,
                    PostgresParameter.Ids(taken, row => row.Id.Value),
                    PostgresParameter.Texts(taken, row => row.Caller),
                    PostgresParameter.Texts(taken, row => row.TaskId)),
            ],
            (reader, token) => reader.ListAsync(ExecutionRow.Read, token),
            cancellationToken);
}
