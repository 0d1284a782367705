using System.Text.Json;

namespace TlEngine.Standalone;

/// <summary>The parts of host.json that this host honours.</summary>
/// <param name="RoutePrefix">Put before every route; empty: none.</param>
/// <param name="PrefetchCount">Messages that a queue trigger holds.</param>
internal sealed record HostJson(string RoutePrefix, int PrefetchCount)
{
    private const int DefaultPrefetch = 30;

    /// <summary>From the file beside the binary.</summary>
    public static HostJson Read() => Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "host.json")));

    public static HostJson Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(
            json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var extensions = Member(document.RootElement, "extensions");
        var prefix = Member(Member(extensions, "http"), "routePrefix");
        var prefetch = Member(Member(extensions, "rabbitMQ"), "prefetchCount");
        return new HostJson(
            prefix is { ValueKind: JsonValueKind.String } ? prefix.Value.GetString()!.Trim('/') : "api",
            prefetch is { ValueKind: JsonValueKind.Number } ? prefetch.Value.GetInt32() : DefaultPrefetch);
    }

    private static JsonElement? Member(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } element && element.TryGetProperty(name, out var value) ? value : null;
}
