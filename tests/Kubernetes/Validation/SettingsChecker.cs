using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using TlEngine.Keda.Manifests;
using TlEngine.Settings;
using TlEngine.Tests.Repository;

namespace TlEngine.Tests.Kubernetes.Validation;

/// <summary>
/// The variables of every container: each is one that somebody reads, and together with the Secret that <c>make secrets</c> makes they are
/// settings with which the app starts.
/// </summary>
internal static class SettingsChecker
{
    private const string AllowList = "AzureFunctionsJobHost__functions__";

    /// <summary>Read by the Functions host, the .NET runtime or a shell, not by the app.</summary>
    private static readonly string[] OfHosts =
    [
        "ASPNETCORE_URLS", "AzureFunctionsJobHost__Logging__Console__FormatterName", "AzureFunctionsJobHost__Logging__Console__IsEnabled",
        "AzureWebJobsDisableHomepage", "AzureWebJobsScriptRoot", "AzureWebJobsSecretStorageType", "DOTNET_GCHeapHardLimit",
        "FUNCTIONS_LOG_PATH", "FUNCTIONS_SECRETS_PATH", "FUNCTIONS_TEST_DATA_PATH", "FUNCTIONS_WORKER_RUNTIME", "HOME",
    ];

    private static readonly string[] OfTheDump = ["BACKUP_DATABASE_URL", "HOME"];

    /// <summary>What the Secret engine-settings holds at least: secrets.sh refuses a file without one of these.</summary>
    public static IReadOnlyDictionary<string, string> Secret { get; } = new Dictionary<string, string>
    {
        ["DATABASE_URL"] = "postgresql://user:word@pooler.example.com/enginedb?sslmode=require",
        ["REDIS_URL"] = "rediss://:word@cache.example.com:6379",
        ["AMQP_URL"] = "amqps://user:word@broker.example.com/engine",
        ["AWS_ACCESS_KEY_ID"] = "id",
        ["AWS_SECRET_ACCESS_KEY"] = "word",
        ["AWS_S3_BUCKET_NAME"] = "bucket",
        ["TL_PLANE_API_KEY"] = "a-key-of-this-test",
        ["ADMIN_API_KEY"] = "another-key-of-this-test",
    };

    public static IEnumerable<string> Check(ManifestSet manifests) =>
        from workload in manifests.All.Where(manifest => manifest.PodTemplate is not null)
        from container in workload.Containers
        from finding in CheckContainer(manifests, container)
        select $"{workload}, container {container.Text("name")}: {finding}";

    private static IEnumerable<string> CheckContainer(ManifestSet manifests, JsonNode container)
    {
        var isApp = container.Text("name") == "engine";
        var known = isApp ? SampleSettings.OfDotEnv().Keys.Concat(OfHosts).ToHashSet() : [.. OfTheDump];
        var config = container.Items("envFrom").Select(source => source.Text("configMapRef", "name")).OfType<string>()
            .SelectMany(name => manifests.Find("ConfigMap", name)?.Root.Members("data") ?? [])
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Text()));
        var own = container.Items("env").Select(variable => KeyValuePair.Create(variable.Text("name") ?? "", variable.Text("value")));
        List<KeyValuePair<string, string?>> variables = [.. config, .. own];
        var unknown = variables.Select(pair => pair.Key)
            .Where(name => !known.Contains(name) && !name.StartsWith(AllowList, StringComparison.Ordinal))
            .Select(name => $"nobody reads {name}.");
        return isApp ? unknown.Concat(Faults(manifests.Environment, container, variables)) : unknown;
    }

    private static IReadOnlyList<string> Faults(
        string environment, JsonNode container, IEnumerable<KeyValuePair<string, string?>> variables)
    {
        var hasSecret = container.Items("envFrom").Any(source => source.Text("secretRef", "name") == "engine-settings");
        var all = new Dictionary<string, string?> { ["KUBERNETES_SERVICE_HOST"] = "10.0.0.1" };
        // As Kubernetes does: what comes later wins, and a variable of its own over every source.
        foreach (var (name, value) in Secret.Where(_ => hasSecret).Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))
            .Concat(variables))
        {
            all[name.Replace("__", ":", StringComparison.Ordinal)] = value;
        }

        try
        {
            var settings = SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(all).Build(), brokerRequired: true);
            return settings.Environment == environment ? [] : [$"it would run as {settings.Environment}."];
        }
        catch (SettingsException fault)
        {
            return fault.Faults;
        }
    }
}
