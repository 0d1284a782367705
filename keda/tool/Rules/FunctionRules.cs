using TlEngine.Keda.Manifests;
using TlEngine.Keda.Roles;
using TlEngine.Keda.Simulation;

namespace TlEngine.Keda.Rules;

/// <summary>Every function in exactly one Deployment, the common ones in all, and no name in an allow list that no function has.</summary>
internal static class FunctionRules
{
    public static IEnumerable<string> Check(RuleContext context)
    {
        foreach (var deployment in context.Deployments)
        {
            foreach (var finding in CheckDeployment(context, deployment))
            {
                yield return $"{deployment}: {finding}";
            }
        }

        foreach (var function in context.Functions.Where(function => !context.Plan.Everywhere.Contains(function.Name)))
        {
            var servers = context.Deployments.Where(deployment => RuleContext.AllowList(deployment)
                .Contains(function.Name, StringComparer.OrdinalIgnoreCase)).ToList();
            if (servers.Count != 1)
            {
                yield return $"Function {function.Name} is served by {servers.Count} Deployments, not by one.";
            }
        }
    }

    private static IEnumerable<string> CheckDeployment(RuleContext context, Manifest deployment)
    {
        var names = RuleContext.AllowList(deployment);
        if (names.Count == 0)
        {
            yield return "has no allow list; the host would start every function.";
        }

        var indexes = ScaledTargets.Environment(deployment).Select(pair => pair.Name)
            .Where(name => name.StartsWith(RuleContext.AllowListPrefix, StringComparison.Ordinal))
            .Select(name => name[RuleContext.AllowListPrefix.Length..]).Order(StringComparer.Ordinal).ToList();
        if (!indexes.SequenceEqual(Enumerable.Range(0, names.Count).Select(index => $"{index}").Order(StringComparer.Ordinal)))
        {
            yield return $"has the indexes {string.Join(' ', indexes)} in its allow list; they must run from 0.";
        }

        foreach (var unknown in names.Where(name => context.Function(name) is null))
        {
            yield return $"allows {unknown}, which is no function.";
        }

        foreach (var common in context.Plan.Everywhere.Where(common => context.Function(common) is not null && !names.Contains(common)))
        {
            yield return $"does not allow {common}, which every Deployment serves.";
        }

        if (!context.Plan.Roles.TryGetValue(deployment.Name, out var role))
        {
            yield return "is no role of roles.yaml.";
            yield break;
        }

        foreach (var stranger in names.Select(context.Function)
            .Where(function => function is not null && !context.Plan.Everywhere.Contains(function.Name) && !role.Takes.Takes(function)))
        {
            yield return $"allows {stranger!.Name}, which is another role's.";
        }
    }
}
