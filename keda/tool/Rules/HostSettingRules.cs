using System.Globalization;
using TlEngine.Keda.Manifests;
using TlEngine.Keda.Simulation;

namespace TlEngine.Keda.Rules;

/// <summary>Variables that the hosts read: they must fit the container's port, its read-only root and its memory.</summary>
internal static class HostSettingRules
{
    private static readonly string[] Folders = ["HOME", "FUNCTIONS_SECRETS_PATH", "FUNCTIONS_LOG_PATH", "FUNCTIONS_TEST_DATA_PATH"];

    public static IEnumerable<string> Check(RuleContext context) =>
        from deployment in context.Deployments
        from finding in CheckOne(deployment, ScaledTargets.Environment(deployment).ToLookup(pair => pair.Name, pair => pair.Value))
        select $"{deployment}: {finding}";

    private static IEnumerable<string> CheckOne(Manifest deployment, ILookup<string, string> variables)
    {
        var engine = deployment.Containers.First(container => container.Text("name") == "engine");
        var isFunctionsHost = engine.Text("command", "0") is not "/app/tl-engine";
        var port = engine.Items("ports").Select(open => open.Text("containerPort")).FirstOrDefault();
        var listens = variables[isFunctionsHost ? "ASPNETCORE_URLS" : "PORT"].FirstOrDefault() ?? "";
        if (port is null || listens.Split(':')[^1] != port)
        {
            yield return $"listens on \"{listens}\", but opens the port {port}.";
        }

        foreach (var folder in Folders.Where(name => isFunctionsHost || name == "HOME"))
        {
            var path = variables[folder].FirstOrDefault() ?? "";
            if (path != "/tmp" && !path.StartsWith("/tmp/", StringComparison.Ordinal))
            {
                yield return $"{folder} is \"{path}\", which is not below /tmp: the rest of the root file system is read-only.";
            }
        }

        // Two processes, each with its own heap of at most this (hexadecimal), in one container.
        if (variables["DOTNET_GCHeapHardLimit"].FirstOrDefault() is { } text
            && Quantity.TryParse(engine.Text("resources", "limits", "memory")) is { } memory
            && 2m * long.Parse(text.Replace("0x", "", StringComparison.Ordinal), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                > memory)
        {
            yield return "two heaps of DOTNET_GCHeapHardLimit are more than its memory.";
        }
    }
}
