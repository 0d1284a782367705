using System.Reflection;

namespace TlEngine.Storage;

/// <summary>A numbered SQL file that is embedded in the assembly.</summary>
/// <param name="Name">For example <c>0001_executions</c>.</param>
internal sealed record MigrationFile(string Name, string Resource)
{
    /// <summary>All files of one dialect (the name of its folder under Storage), in the order of their numbers.</summary>
    public static IReadOnlyList<MigrationFile> All(string dialect)
    {
        var prefix = $"TlEngine.Storage.{dialect}.Migrations.";
        return [.. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => new MigrationFile(Path.GetFileNameWithoutExtension(name[prefix.Length..]), name))
            .OrderBy(file => file.Name, StringComparer.Ordinal)];
    }

    public string ReadSql()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The migration {Resource} is not embedded in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
