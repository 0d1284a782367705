namespace TlEngine.Keda.Rules;

/// <summary>
/// What the metadata of each scaler may and must say (KEDA 2.20.2, pkg/scalers; HTTP add-on 0.15.0). The CRD takes any map of strings.
/// </summary>
internal static class ScalerKeys
{
    private static readonly Dictionary<string, (string[] Required, string[] Optional)> Known = new()
    {
        ["rabbitmq"] = (
            ["queueName", "mode", "value", "protocol"],
            ["activationValue", "vhostName", "useRegex", "pageSize", "operation", "excludeUnacknowledged", "timeout", "unsafeSsl"]),
        ["postgresql"] = (["query", "targetQueryValue"], ["activationTargetQueryValue"]),
        ["cron"] = (["timezone", "start", "end", "desiredReplicas"], []),
        ["external-push"] = (["scalerAddress", "interceptorRoute"], []),
    };

    private static readonly Dictionary<string, string[]> Parameters = new()
    {
        ["rabbitmq"] = ["host", "username", "password", "vhostName"],
        ["postgresql"] = ["connection"],
    };

    public static bool IsKnown(string type) => Known.ContainsKey(type);

    public static IEnumerable<string> Missing(string type, IEnumerable<string> keys) => Known[type].Required.Except(keys);

    public static IEnumerable<string> Unknown(string type, IEnumerable<string> keys) => keys.Except(Known[type].Required)
        .Except(Known[type].Optional);

    /// <summary>What the TriggerAuthentication of such a trigger has to bring; none: no authentication.</summary>
    public static IReadOnlyList<string> AuthenticationOf(string type) => Parameters.GetValueOrDefault(type) ?? [];
}
