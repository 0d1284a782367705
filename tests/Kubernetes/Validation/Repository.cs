namespace TlEngine.Tests.Kubernetes.Validation;

/// <summary>Where the sources stand; manifests are tested in place.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Keda => Path.Combine(Root, "keda");

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "keda", "roles.yaml")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds keda/roles.yaml.");
    }
}
