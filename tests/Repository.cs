namespace TlEngine.Tests;

/// <summary>The working tree that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string PathOf(string name) => Path.Combine(Root, name);

    private static string Find(DirectoryInfo? folder) => folder switch
    {
        null => throw new DirectoryNotFoundException("No folder above the tests holds TlEngine.sln."),
        _ when File.Exists(Path.Combine(folder.FullName, "TlEngine.sln")) => folder.FullName,
        _ => Find(folder.Parent),
    };
}
