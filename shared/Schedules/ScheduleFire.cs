using TlEngine.Executions;

namespace TlEngine.Schedules;

/// <summary>One fire time and what it starts.</summary>
/// <param name="Execution">Null where the run is skipped because an earlier one is unfinished; the run is recorded all the same.</param>
public sealed record ScheduleFire(DateTimeOffset FireAt, NewExecution? Execution);
