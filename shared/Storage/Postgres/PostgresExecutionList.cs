using TlEngine.Executions;
using TlEngine.Executions.Listing;

namespace TlEngine.Storage.Postgres;

/// <summary>Lists over the indexes that migration 0008 made for them.</summary>
internal sealed class PostgresExecutionList(PostgresGateway gateway) : IExecutionList
{
    private static readonly string FindSql = $"SELECT {ExecutionRow.ColumnsWithoutBytes} FROM executions e WHERE e.id = $1";

    public Task<Execution?> FindAsync(ExecutionId id, CancellationToken cancellationToken) =>
        gateway.RunAsync<Execution?>(
            () => [new PostgresStatement(FindSql, PostgresParameter.Of(id.Value))],
            async (reader, token) => await reader.ReadAsync(token) ? ExecutionRow.Read(reader) : null,
            cancellationToken);

    public Task<IReadOnlyList<Execution>> ListAsync(
        ExecutionFilter filter, PageKey? after, int limit, CancellationToken cancellationToken) =>
        gateway.RunAsync(
            () => [Statement(filter, after, limit)], (reader, token) => reader.ListAsync(ExecutionRow.Read, token), cancellationToken);

    public static PostgresStatement Statement(ExecutionFilter filter, PageKey? after, int limit)
    {
        var where = new PostgresConditions();
        where.AddIf(filter.Caller, "e.caller = ?");
        where.AddIf(filter.EngineId, "e.engine_id = ?");
        where.AddIf(filter.Tag, "e.tags <> '{}' AND e.tags @> ARRAY[?]");
        where.AddIf(filter.Since, "e.created_at >= ?");
        where.AddIf(filter.Until, "e.created_at < ?");
        if (filter.Status is { } status)
        {
            // A literal: only then the planner knows that the index of the unsuccessful ones serves.
            where.Add($"e.status = {(int)status}");
        }

        if (after is { } last)
        {
            where.Add("(e.created_at, e.id) < (?, ?)", PostgresParameter.Of((DateTimeOffset?)last.At), PostgresParameter.Of(last.Id));
        }

        return new PostgresStatement(
            $"""
            SELECT {ExecutionRow.ColumnsWithoutBytes}
            FROM executions e {where.Sql}
            ORDER BY e.created_at DESC, e.id DESC LIMIT {limit}
            """,
            where.Values);
    }
}
