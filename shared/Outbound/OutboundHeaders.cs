using System.Buffers;
using System.Collections.Frozen;

namespace TlEngine.Outbound;

/// <summary>Headers on their way out and in.</summary>
internal static class OutboundHeaders
{
    private const string Agent = "tl-engine";

    /// <summary>tchar of RFC 9110, 5.6.2.</summary>
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>Those that frame a message or belong to the connection: the client writes them.</summary>
    private static readonly FrozenSet<string> Reserved = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "connection", "content-length", "expect", "host", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection",
        "te", "trailer", "transfer-encoding", "upgrade");

    /// <summary>What is wrong with the name, or null.</summary>
    public static string? FaultOfName(string name) =>
        name.Length is 0 or > 200 || name.AsSpan().ContainsAnyExcept(NameCharacters) ? "is no name of a header"
        : Reserved.Contains(name) ? "is written by the service itself"
        : null;

    /// <summary>Whether a value cannot end its line: visible ASCII, spaces and tabs (RFC 9110, 5.5, without its obsolete part).</summary>
    public static bool IsValue(string value) => value.All(character => character is >= ' ' and <= '~' or '\t');

    /// <summary>Whether a value is visible ASCII alone: spaces at its ends would be lost on the way.</summary>
    public static bool IsVisible(string value) => value.All(character => character is > ' ' and <= '~');

    public static HttpRequestMessage ToMessage(OutboundRequest request, TrackedContent content)
    {
        var message = new HttpRequestMessage(request.Method, request.Url);
        if (request.Body.Length > 0 || request.ContentType is not null || !IsBodiless(request.Method))
        {
            message.Content = content;
        }

        if (request.ContentType is { } type)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        foreach (var (name, value) in request.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        if (!message.Headers.Contains("User-Agent"))
        {
            message.Headers.TryAddWithoutValidation("User-Agent", Agent);
        }

        return message;
    }

    public static Dictionary<string, string> Of(HttpResponseMessage response) =>
        response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .GroupBy(header => Lower(header.Key), header => header.Value.ToString(), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => string.Join(", ", group), StringComparer.Ordinal);

    private static bool IsBodiless(HttpMethod method) =>
        method == HttpMethod.Get || method == HttpMethod.Head || method == HttpMethod.Options || method == HttpMethod.Delete;

    /// <summary>Names of headers are ASCII; HTTP/2 writes them so.</summary>
    private static string Lower(string name) => string.Create(name.Length, name, (target, source) =>
    {
        for (var i = 0; i < source.Length; i++)
        {
            target[i] = char.IsAsciiLetterUpper(source[i]) ? (char)(source[i] | 0x20) : source[i];
        }
    });
}
