using System.Collections.Frozen;
using System.Text.Json;
using TlEngine.Engines.Json;
using TlEngine.Engines.Outside.Secrets;
using TlEngine.Outbound;

namespace TlEngine.Engines.Outside.HttpCall;

/// <summary>Reads <c>headers</c>. Those that carry credentials must refer to them.</summary>
internal sealed class HeadersReader(InputErrors errors)
{
    private const string Pointer = "/headers";
    private const int Most = 50;
    private const int Longest = 8192;

    private static readonly FrozenSet<string> Credentials = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "authorization", "cookie", "x-api-key", "api-key", "x-auth-token");

    public IReadOnlyList<KeyValuePair<string, SecretTemplate>> Read(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        if (element.ValueKind != JsonValueKind.Object || element.EnumerateObject().Count() > Most)
        {
            errors.Add(Pointer, $"Expected an object of at most {Most} names and values.");
            return [];
        }

        var headers = new List<KeyValuePair<string, SecretTemplate>>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in element.EnumerateObject())
        {
            if (ReadOne(member, seen) is { } value)
            {
                headers.Add(new(member.Name, value));
            }
        }

        return headers;
    }

    private SecretTemplate? ReadOne(JsonProperty member, HashSet<string> seen)
    {
        var text = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString() : null;
        var template = text is null ? null : SecretTemplate.Parse(text);
        var fault = OutboundHeaders.FaultOfName(member.Name)
            ?? (!seen.Add(member.Name) ? "is there twice, in different cases"
            : text is null || text.Length > Longest || !OutboundHeaders.IsValue(text)
                ? $"expected a string of at most {Longest} visible ASCII characters and spaces"
            : template is null ? "has braces that are no reference; expected {{secret:NAME}}, NAME in upper case"
            : member.Name.Equals(HttpCallReader.ContentTypeHeader, StringComparison.OrdinalIgnoreCase) && template.HasReferences
                ? "takes no reference to a secret"
            : Credentials.Contains(member.Name) && !template.HasReferences ? $"expected {CallAuthReader.ByReference}"
            : null);
        if (fault is null)
        {
            return template;
        }

        var step = member.Name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
        errors.Add($"{Pointer}/{step}", $"The header {fault}.");
        return null;
    }
}
