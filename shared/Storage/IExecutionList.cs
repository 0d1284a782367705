using TlEngine.Executions.Listing;

namespace TlEngine.Storage;

/// <summary>Reads many executions without their payloads (<see cref="Executions.Payload.Bytes"/> is empty).</summary>
public interface IExecutionList
{
    Task<Executions.Execution?> FindAsync(Executions.ExecutionId id, CancellationToken cancellationToken);

    /// <summary>Newest first, by (created_at, id).</summary>
    /// <param name="after">The last row of the page before; null for the first page.</param>
    Task<IReadOnlyList<Executions.Execution>> ListAsync(
        ExecutionFilter filter, PageKey? after, int limit, CancellationToken cancellationToken);
}
