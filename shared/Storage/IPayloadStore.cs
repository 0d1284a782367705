using TlEngine.Executions;
using TlEngine.Executions.Offload;

namespace TlEngine.Storage;

/// <summary>Where the executions' payloads are kept. Throws <see cref="Readiness.DependencyUnavailableException"/> when the database cannot
/// be reached.</summary>
public interface IPayloadStore
{
    /// <summary>Rows of the view <c>oversized_work</c>, oldest first, with the bytes that are too many.</summary>
    Task<IReadOnlyList<OversizedRow>> FindOversizedAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Replaces the input's bytes by the file that holds them. False where the row has no such bytes any more.</summary>
    Task<bool> MoveInputAsync(ExecutionId id, Payload file, CancellationToken cancellationToken);

    /// <summary>Replaces the result's bytes by the file that holds them. False where the row has no such bytes any more.</summary>
    Task<bool> MoveResultAsync(ExecutionId id, Payload file, CancellationToken cancellationToken);
}
