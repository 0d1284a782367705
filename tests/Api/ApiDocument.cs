using System.Text.Json;
using TlEngine.Functions.Http.Door;

namespace TlEngine.Tests.Api;

/// <summary>docs/openapi.yaml, and what it says of an answer.</summary>
internal static class ApiDocument
{
    public static JsonElement Root { get; } = JsonDocument.Parse(new OpenApi().Json).RootElement;

    /// <summary>Every operation: its function, method in upper case, path and description.</summary>
    public static IReadOnlyList<(string Function, string Method, string Path, JsonElement Operation)> Operations { get; } =
    [
        .. from path in Root.GetProperty("paths").EnumerateObject()
           from operation in path.Value.EnumerateObject()
           where operation.Name != "parameters"
           select (operation.Value.GetProperty("operationId").GetString()!, operation.Name.ToUpperInvariant(), path.Name, operation.Value),
    ];

    /// <summary>What is wrong with an answer of the service; empty where the document allows it, or does not know the route.</summary>
    public static IReadOnlyList<string> Check(string method, string path, int status, string? mediaType, ReadOnlyMemory<byte> body)
    {
        // More literal segments win, as in routing: /engines/status before /engines/{engine_id}.
        var operation = Operations.Where(known => known.Method == method && Matches(known.Path, path))
            .OrderBy(known => known.Path.Count(letter => letter == '{'))
            .Select(known => known.Operation)
            .FirstOrDefault();
        if (operation.ValueKind == JsonValueKind.Undefined)
        {
            return [];
        }

        var responses = operation.GetProperty("responses");
        if (!responses.TryGetProperty($"{status}", out var response)
            && (status < 400 || !responses.TryGetProperty("default", out response)))
        {
            return [$"{method} {path} answered {status}, which the document does not have"];
        }

        return [.. CheckBody(Resolved(response), mediaType, body).Select(fault => $"{method} {path} {status}: {fault}")];
    }

    private static IReadOnlyList<string> CheckBody(JsonElement response, string? mediaType, ReadOnlyMemory<byte> body)
    {
        if (!response.TryGetProperty("content", out var content))
        {
            return body.IsEmpty ? [] : ["has a body, and the document none"];
        }

        if (mediaType is null || !content.TryGetProperty(mediaType, out var media))
        {
            return [$"is {mediaType ?? "without a media type"}; the document has {string.Join(", ", content.EnumerateObject().Select(type => type.Name))}"];
        }

        return mediaType.EndsWith("json", StringComparison.Ordinal)
            ? JsonSchema.Check(Root, media.GetProperty("schema"), JsonDocument.Parse(body).RootElement)
            : [];
    }

    public static bool Matches(string template, string path)
    {
        var (wanted, given) = (template.Split('/'), path.Split('/'));
        return wanted.Length == given.Length
            && wanted.Zip(given).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second);
    }

    private static JsonElement Resolved(JsonElement element)
    {
        if (!element.TryGetProperty("$ref", out var reference))
        {
            return element;
        }

        var found = Root;
        foreach (var name in reference.GetString()!.TrimStart('#', '/').Split('/'))
        {
            found = found.GetProperty(name);
        }

        return found;
    }
}
