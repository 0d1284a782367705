using System.Text.Json;

namespace TlEngine.Tests;

/// <summary>The files of reference-data; its SOURCES.md says where each comes from.</summary>
internal static class ReferenceData
{
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "reference-data", name);

    public static JsonElement Json(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(PathOf(name)));
        return document.RootElement.Clone();
    }
}
