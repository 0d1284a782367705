using TlEngine.Executions;
using TlEngine.Executions.Events;

namespace TlEngine.Storage.Postgres;

/// <summary>The column <c>history</c> in PostgreSQL.</summary>
internal sealed class PostgresExecutionHistory(PostgresGateway gateway) : IExecutionHistory
{
    // A row that is older than the column has an event all the same.
    private static readonly string FindSql =
        $"""
        SELECT {ExecutionRow.ColumnsWithoutBytes}, e.history
        FROM executions e JOIN unnest($1, $2) AS s (id, sequence) ON e.id = s.id AND greatest(e.events, 1) > s.sequence
        """;

    public async Task<IReadOnlyList<ExecutionStory>> FindNewsAsync(
        IReadOnlyList<(ExecutionId Id, int Sequence)> seen, CancellationToken cancellationToken) => seen.Count == 0
        ? []
        : await gateway.RunAsync(
            () =>
            [
                new PostgresStatement(
                    FindSql,
                    PostgresParameter.Ids(seen, known => known.Id.Value),
                    PostgresParameter.Integers(seen, known => known.Sequence)),
            ],
            (reader, token) => reader.ListAsync(
                row => StoredHistory.Read(ExecutionRow.Read(row), row.GetString(row.FieldCount - 1)), token),
            cancellationToken);
}
