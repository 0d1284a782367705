using TlEngine.Executions;

namespace TlEngine.Statistics;

/// <summary>What is not finished at this moment.</summary>
/// <param name="Engines">Engines without any execution may be missing.</param>
/// <param name="OldestWait">By priority, how long the oldest row that is due has been waiting; missing where none waits.</param>
public sealed record Workload(
    IReadOnlyDictionary<string, EngineWorkload> Engines, IReadOnlyDictionary<ExecutionPriority, TimeSpan> OldestWait);
