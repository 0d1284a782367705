using TlEngine.Keda.Functions;
using TlEngine.Keda.Manifests;
using TlEngine.Keda.Roles;

namespace TlEngine.Keda.Rules;

/// <summary>All rules over one environment.</summary>
internal static class RuleBook
{
    private static readonly Func<RuleContext, IEnumerable<string>>[] Rules =
    [
        KindRules.Check,
        FunctionRules.Check,
        ScaledObjectRules.Check,
        BehaviorRules.Check,
        TriggerRules.Check,
        PodRules.Check,
        ContainerRules.Check,
        HostSettingRules.Check,
        ResourceRules.Check,
        RoleRules.Check,
        ReferenceRules.Check,
        EdgeRules.Check,
        NetworkRules.Check,
        ProtectionRules.Check,
        JobRules.Check,
    ];

    /// <returns>One line for each thing that is wrong.</returns>
    public static IReadOnlyList<string> Check(ManifestSet manifests, RolePlan plan, IReadOnlyList<FunctionTrigger> functions)
    {
        var context = new RuleContext(manifests, plan, functions);
        return [.. Rules.SelectMany(rule => rule(context))];
    }
}
