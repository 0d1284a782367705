namespace TlEngine.Tests.Repository;

/// <summary>The sources that these tests were built from.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find();

    public static string File(string name) => System.IO.Path.Combine(Path, name);

    public static string Read(string name) => System.IO.File.ReadAllText(File(name));

    /// <summary>The names of a folder's own folders, without what builds and tools leave there.</summary>
    public static IEnumerable<string> FoldersOf(string folder) =>
        Directory.EnumerateDirectories(System.IO.Path.Combine(Path, folder))
            .Select(found => System.IO.Path.GetFileName(found)!)
            .Where(name => !name.StartsWith('.') && name is not ("bin" or "obj" or "artifacts" or "TestResults"));

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(System.IO.Path.Combine(folder.FullName, "TlEngine.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"No TlEngine.sln above {AppContext.BaseDirectory}.");
        }

        return folder.FullName;
    }
}
