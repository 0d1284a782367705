using System.Text.Json;

namespace TlEngine.Tests.Repository;

/// <summary>The settings that .env.example and local.settings.sample.json show.</summary>
internal static class SampleSettings
{
    public static IReadOnlyDictionary<string, string> OfDotEnv() =>
        RepositoryRoot.Read(".env.example").Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('=', 2))
            .ToDictionary(parts => parts[0], parts => parts[1]);

    public static IReadOnlyDictionary<string, string> OfFunctionsHost()
    {
        using var document = JsonDocument.Parse(RepositoryRoot.Read("local.settings.sample.json"));
        return document.RootElement.GetProperty("Values").EnumerateObject().ToDictionary(value => value.Name, value => value.Value.GetString()!);
    }
}
