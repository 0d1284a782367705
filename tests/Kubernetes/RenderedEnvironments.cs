using TlEngine.Tests.Repository;
using TlEngine.Keda.Functions;
using TlEngine.Keda.Generation;
using TlEngine.Keda.Manifests;
using TlEngine.Keda.Roles;
using TlEngine.Tests.Kubernetes.Validation;

namespace TlEngine.Tests.Kubernetes;

/// <summary>keda/ generated for the whole contract in a folder of its own, rendered once for all test classes.</summary>
public sealed class RenderedEnvironments : IAsyncLifetime
{
    private static readonly RolePlan Roles = RolePlan.Load(Path.Combine(RepositoryRoot.File("keda"), "roles.yaml"));
    private static readonly Lazy<IReadOnlyList<FunctionTrigger>> Contract = new(ReadContract);
    private static readonly Lazy<Task<Dictionary<string, ManifestSet>>> Rendering = new(RenderAsync);
    private Dictionary<string, ManifestSet> _rendered = [];

    internal IReadOnlyList<FunctionTrigger> Functions => Contract.Value;
    internal RolePlan Plan => Roles;

    /// <summary>Fresh nodes each time: tests change them.</summary>
    internal ManifestSet Load(string environment) => _rendered[environment] with
    {
        All = [.. _rendered[environment].All.Select(manifest => new Manifest(manifest.Root.DeepClone()))],
    };

    public async Task InitializeAsync() => _rendered = await Rendering.Value;

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>keda/ with the generated files of these functions, in a temporary folder that the caller deletes.</summary>
    internal static string CopyFor(IReadOnlyList<FunctionTrigger> functions)
    {
        var folder = Directory.CreateTempSubdirectory("tl-engine-keda-").FullName;
        foreach (var part in new[] { "base", "components", "overlays" })
        {
            Copy(Path.Combine(RepositoryRoot.File("keda"), part), Path.Combine(folder, part));
        }

        GeneratedFiles.Write(folder, GeneratedFiles.Build(Roles, functions));
        return folder;
    }

    private static async Task<Dictionary<string, ManifestSet>> RenderAsync()
    {
        var folder = CopyFor(Contract.Value);
        try
        {
            var rendered = await Task.WhenAll(Roles.Environments.Keys.Select(environment =>
                Kustomize.LoadAsync(folder, environment, CancellationToken.None)));
            return rendered.ToDictionary(manifests => manifests.Environment);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IReadOnlyList<FunctionTrigger> ReadContract()
    {
        using var assembly = FunctionAssemblyBuilder.Contract().Build();
        return FunctionAssembly.Read(assembly);
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
