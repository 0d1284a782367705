using TlEngine.Executions;

namespace TlEngine.Storage;

/// <summary>Cancellation, decided by the transition table under the row's lock.</summary>
public interface IExecutionCancels
{
    /// <summary>
    /// A waiting execution is cancelled at once; a running one is asked to stop (<see cref="Execution.CancelRequested"/>) and stays
    /// running until its worker, or the end of its lease, cancels it; a finished one stays as it is.
    /// </summary>
    /// <returns>The row as it is now, without payloads; null where there is none.</returns>
    Task<Execution?> CancelAsync(ExecutionId id, CancellationToken cancellationToken);
}
