using TlEngine.Engines.Json;
using TlEngine.Outbound;

namespace TlEngine.Engines.Outside;

/// <summary>Reads a URL that will be called.</summary>
internal static class UrlReader
{
    public const string Expected = "an absolute http or https URL";
    private const int Longest = 4096;

    public static Uri? Read(string? text, string pointer, OutboundGuard guard, InputErrors errors)
    {
        if (text is null)
        {
            return null;
        }

        if (text.Contains("{{secret", StringComparison.OrdinalIgnoreCase))
        {
            errors.Add(pointer, "Found a reference to a secret; a URL takes none, since it is stored and shown: it belongs into a header.");
            return null;
        }

        if (text.Length > Longest || !Uri.TryCreate(text, UriKind.Absolute, out var url))
        {
            errors.Add(pointer, $"Found no URL, or one of more than {Longest} characters; expected {Expected}.");
            return null;
        }

        if (guard.FaultOf(url) is not { } fault)
        {
            return url;
        }

        errors.Add(pointer, $"Found a URL of the host \"{url.Host}\": {fault}.");
        return null;
    }
}
