using TlEngine.Executions;
using TlEngine.Executions.Listing;

namespace TlEngine.Storage.Embedded;

/// <summary>Lists over the file.</summary>
internal sealed class SqliteExecutionList(SqliteGateway gateway) : IExecutionList
{
    private const string ListSql = $"SELECT {ExecutionRow.ColumnsWithoutBytes} FROM executions";
    private const string FindSql = $"{ListSql} WHERE id = ?1";

    public Task<Execution?> FindAsync(ExecutionId id, CancellationToken cancellationToken) =>
        gateway.ReadAsync(session => session.Query(FindSql, ExecutionRow.Read, id.Value).SingleOrDefault(), cancellationToken);

    public Task<IReadOnlyList<Execution>> ListAsync(
        ExecutionFilter filter, PageKey? after, int limit, CancellationToken cancellationToken) =>
        gateway.ReadAsync<IReadOnlyList<Execution>>(
            session =>
            {
                var where = Where(filter, after);
                return session.Query(
                    $"{ListSql} {where.Sql} ORDER BY created_at DESC, id DESC {where.Limit(limit)}", ExecutionRow.Read, where.Values);
            },
            cancellationToken);

    private static SqliteConditions Where(ExecutionFilter filter, PageKey? after)
    {
        var where = new SqliteConditions();
        where.AddIf(filter.Caller, "caller = ?");
        where.AddIf(filter.EngineId, "engine_id = ?");
        where.AddIf(filter.Tag, "EXISTS (SELECT 1 FROM json_each(tags) WHERE value = ?)");
        where.AddIf(filter.Since, "created_at >= ?");
        where.AddIf(filter.Until, "created_at < ?");
        if (filter.Status is { } status)
        {
            // A literal: only then the index of the unsuccessful ones serves.
            where.Add($"status = {(int)status}");
        }

        if (after is { } last)
        {
            where.Add("(created_at, id) < (?, ?)", last.At, last.Id);
        }

        return where;
    }
}
