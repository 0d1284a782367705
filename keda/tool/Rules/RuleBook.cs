using TlEngine.Keda.Functions;
using TlEngine.Keda.Manifests;
using TlEngine.Keda.Roles;

namespace TlEngine.Keda.Rules;

/// <summary>All rules over one environment.</summary>
internal static class RuleBook
{
    /// <returns>One line for each thing that is wrong.</returns>
    public static IEnumerable<string> Check(ManifestSet manifests, RolePlan plan, IReadOnlyList<FunctionTrigger> functions) => [];
}
