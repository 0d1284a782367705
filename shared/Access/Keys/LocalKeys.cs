using System.Buffers.Text;
using System.Security.Cryptography;

namespace TlEngine.Access.Keys;

/// <summary>The keys of a developer's machine: made once, kept beside the embedded database, readable by their owner alone.</summary>
public static class LocalKeys
{
    private const string Prefix = "tl_local_";

    public static bool MadeIt(string key) => key.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The key of that name, from its file or made now.</summary>
    public static string GetOrCreate(string dataFolder, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(dataFolder, "keys"));
        var path = Path.Combine(folder.FullName, name);
        if (File.Exists(path))
        {
            return File.ReadAllText(path).Trim();
        }

        var key = $"{Prefix}{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(path, options);
        writer.WriteLine(key);
        return key;
    }
}
