using TlEngine.Keda.Functions;

namespace TlEngine.Keda.Roles;

/// <summary>Every function in exactly one role, except those that are in all of them.</summary>
internal sealed record RoleAssignment(RolePlan Plan, IReadOnlyDictionary<string, IReadOnlyList<FunctionTrigger>> Functions)
{
    /// <summary>Roles that have work; one without a function of its own would run a pod for nothing.</summary>
    public IEnumerable<string> Active => Plan.Roles.Keys.Where(Functions.ContainsKey);

    /// <summary>The names for the host's allow list, which must never be empty: an empty one allows everything.</summary>
    public IReadOnlyList<string> AllowList(string role) =>
        [.. Functions[role].Concat(Common).Select(function => function.Name).Order(StringComparer.Ordinal)];

    private IReadOnlyList<FunctionTrigger> Common { get; init; } = [];

    /// <exception cref="FormatException">A function without a role, one with two, a timer that cannot start.</exception>
    public static RoleAssignment Assign(RolePlan plan, IReadOnlyList<FunctionTrigger> functions)
    {
        var common = functions.Where(function => plan.Everywhere.Contains(function.Name)).ToList();
        var own = functions.Except(common).ToList();
        var problems = own.SelectMany(function => ProblemsOf(plan, function)).ToList();
        if (problems.Count > 0)
        {
            throw new FormatException(string.Join(Environment.NewLine, problems));
        }

        return new RoleAssignment(plan, plan.Roles
            .Select(role => (role.Key, Own: (IReadOnlyList<FunctionTrigger>)[.. own.Where(role.Value.Takes.Takes)]))
            .Where(role => role.Own.Count > 0)
            .ToDictionary(role => role.Key, role => role.Own)) { Common = common };
    }

    private static IEnumerable<string> ProblemsOf(RolePlan plan, FunctionTrigger function)
    {
        var takers = plan.Roles.Where(role => role.Value.Takes.Takes(function)).Select(role => role.Key).ToList();
        if (takers.Count != 1)
        {
            yield return takers.Count == 0
                ? $"No role takes {function.Name} ({function.Kind} {function.Queue}{function.Route}{function.Schedule}); see roles.yaml."
                : $"{function.Name} is taken by {string.Join(" and ", takers)}; roles.yaml must give it to one.";
        }

        if (function is { Kind: TriggerKind.Timer, UseMonitor: true })
        {
            yield return $"The timer {function.Name} needs UseMonitor = false: without a storage account it never starts.";
        }

        if (function is { Kind: TriggerKind.Queue, Queue: var queue } && queue!.Contains('%', StringComparison.Ordinal))
        {
            yield return $"{function.Name} takes its queue from a setting ({queue}); the scaler needs the name itself.";
        }
    }
}
