using System.Collections.Frozen;

namespace TlEngine.Executions;

/// <summary>The statuses as callers write and read them.</summary>
public static class ExecutionStatusNames
{
    private static readonly FrozenDictionary<ExecutionStatus, string> Names = Enum.GetValues<ExecutionStatus>()
        .ToFrozenDictionary(status => status, status => status.ToString().ToLowerInvariant());

    private static readonly FrozenDictionary<string, ExecutionStatus> Statuses =
        Names.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>In the order of their numbers.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Names.OrderBy(pair => pair.Key).Select(pair => pair.Value)];

    public static string Of(ExecutionStatus status) => Names[status];

    public static ExecutionStatus? Find(string name) => Statuses.TryGetValue(name, out var status) ? status : null;
}
