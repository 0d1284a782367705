using TlEngine.Keda.Functions;
using TlEngine.Keda.Generation;
using TlEngine.Keda.Manifests;
using TlEngine.Keda.Roles;
using TlEngine.Tests.Kubernetes.Validation;

namespace TlEngine.Tests.Kubernetes;

/// <summary>keda/ generated for the whole contract in a folder of its own and rendered once for all tests.</summary>
public sealed class RenderedEnvironments : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tl-engine-keda-").FullName;
    private readonly Dictionary<string, string> _yaml = [];

    internal IReadOnlyList<FunctionTrigger> Functions { get; private set; } = [];
    internal RolePlan Plan { get; } = RolePlan.Load(Path.Combine(Repository.Keda, "roles.yaml"));

    /// <summary>Fresh nodes each time: tests change them.</summary>
    internal ManifestSet Load(string environment) => ManifestSet.Parse(environment, _yaml[environment]);

    public async Task InitializeAsync()
    {
        foreach (var folder in new[] { "base", "components", "overlays" })
        {
            Copy(Path.Combine(Repository.Keda, folder), Path.Combine(_folder, folder));
        }

        using var assembly = FunctionAssemblyBuilder.Contract().Build();
        Functions = FunctionAssembly.Read(assembly);
        GeneratedFiles.Write(_folder, GeneratedFiles.Build(Plan, Functions));
        foreach (var environment in Plan.Environments.Keys)
        {
            _yaml[environment] = await Kustomize.RenderAsync(Path.Combine(_folder, "overlays", environment), CancellationToken.None);
        }
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
