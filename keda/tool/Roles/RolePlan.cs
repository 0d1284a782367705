using System.Text.Json;
using System.Text.Json.Serialization;
using TlEngine.Keda.Manifests;

namespace TlEngine.Keda.Roles;

/// <summary>keda/roles.yaml.</summary>
internal sealed record RolePlan
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public required double ColdStartSeconds { get; init; }
    public required double MarginSeconds { get; init; }
    public required int MaxReplicas { get; init; }
    public required IReadOnlyList<string> Everywhere { get; init; }
    public required int DailyWindowMinutes { get; init; }
    public required IReadOnlyDictionary<string, Role> Roles { get; init; }
    public required IReadOnlyDictionary<string, EnvironmentPlan> Environments { get; init; }

    /// <exception cref="FormatException">A member that nothing knows, one that is missing, or values that cannot be.</exception>
    public static RolePlan Load(string path)
    {
        RolePlan plan;
        try
        {
            plan = YamlTree.ParseFile(path).Deserialize<RolePlan>(Options) ?? throw new FormatException($"{path} is empty.");
        }
        catch (JsonException wrong)
        {
            throw new FormatException($"{path}: {wrong.Message}", wrong);
        }

        var problems = plan.Problems().ToList();
        return problems.Count == 0 ? plan : throw new FormatException($"{path}: {string.Join(" ", problems)}");
    }

    /// <summary>From the poll that sees a schedule to the pod that fires it, in whole seconds.</summary>
    public int LeadSeconds(int pollingInterval) => (int)Math.Ceiling(pollingInterval + ColdStartSeconds + MarginSeconds);

    public RoleScaling ScalingOf(string role, string environment) =>
        Roles[role].Scaling.With(Environments[environment].Scaling.GetValueOrDefault(role));

    private IEnumerable<string> Problems()
    {
        foreach (var (name, environment) in Environments)
        {
            foreach (var role in environment.Scaling.Keys.Where(role => !Roles.ContainsKey(role)))
            {
                yield return $"Environment {name} scales {role}, which is no role.";
            }

            foreach (var role in Roles.Keys)
            {
                var scaling = ScalingOf(role, name);
                if (scaling is not { PollingInterval: > 0, CooldownPeriod: >= 0, MaxReplicas: > 0, Target: > 0 }
                    || scaling.MaxReplicas > MaxReplicas)
                {
                    yield return $"{role} in {name} needs a polling interval, a cooldown, a target and 1 to {MaxReplicas} replicas.";
                }
            }
        }
    }
}
