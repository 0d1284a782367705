using TlEngine.Executions;
using TlEngine.Executions.Events;

namespace TlEngine.Storage.Embedded;

/// <summary>The column <c>history</c> in the file.</summary>
internal sealed class SqliteExecutionHistory(SqliteGateway gateway) : IExecutionHistory
{
    // A row that is older than the column has an event all the same.
    private const string FindSql =
        $"SELECT {ExecutionRow.ColumnsWithoutBytes}, history FROM executions WHERE id = ?1 AND max(events, 1) > ?2";

    public Task<IReadOnlyList<ExecutionStory>> FindNewsAsync(
        IReadOnlyList<(ExecutionId Id, int Sequence)> seen, CancellationToken cancellationToken) =>
        gateway.ReadAsync<IReadOnlyList<ExecutionStory>>(
            session =>
            [
                .. seen.SelectMany(known => session.Query(
                    FindSql,
                    reader => StoredHistory.Read(ExecutionRow.Read(reader), reader.GetString(reader.FieldCount - 1)),
                    known.Id.Value,
                    known.Sequence)),
            ],
            cancellationToken);
}
