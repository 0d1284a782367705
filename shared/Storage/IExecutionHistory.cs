using TlEngine.Executions;
using TlEngine.Executions.Events;

namespace TlEngine.Storage;

/// <summary>What happened to executions.</summary>
public interface IExecutionHistory
{
    /// <summary>The stories of those executions that have more events than were seen; ids that are unknown are left out. The rows come
    /// without payloads.</summary>
    /// <param name="seen">For each execution the number of the last event known; 0 for none.</param>
    Task<IReadOnlyList<ExecutionStory>> FindNewsAsync(
        IReadOnlyList<(ExecutionId Id, int Sequence)> seen, CancellationToken cancellationToken);
}
