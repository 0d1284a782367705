using System.Text.Json;
using TlEngine.Engines.Json;

namespace TlEngine.Engines.Outside;

/// <summary>The members of a small object inside <c>data</c>, taken one by one; those left over are faults.</summary>
internal sealed class JsonMembers
{
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    private readonly List<string> _taken = [];
    private readonly string _pointer;
    private readonly InputErrors _errors;

    public JsonMembers(JsonElement element, string pointer, InputErrors errors)
    {
        (_pointer, _errors) = (pointer, errors);
        foreach (var member in element.EnumerateObject())
        {
            _members[member.Name] = member.Value;
        }
    }

    /// <summary>A string; null where it is absent or none, which is a fault where it is required.</summary>
    public string? Text(string name, string expected, bool required = true)
    {
        _taken.Add(name);
        if (!_members.Remove(name, out var value) || (value.ValueKind == JsonValueKind.Null && !required))
        {
            if (required)
            {
                _errors.Add($"{_pointer}/{name}", $"Missing; expected {expected}.");
            }

            return null;
        }

        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text)
        {
            return text;
        }

        _errors.Add($"{_pointer}/{name}", $"Found {ExcerptOf(value)}; expected {expected}.");
        return null;
    }

    /// <summary>One of the words; the first where it is absent.</summary>
    public string? Word(string name, params string[] words)
    {
        if (Text(name, "one of " + string.Join(", ", words), required: false) is not { } text)
        {
            return words[0];
        }

        if (words.Contains(text, StringComparer.Ordinal))
        {
            return text;
        }

        _errors.Add($"{_pointer}/{name}", $"Found \"{text}\"; expected one of {string.Join(", ", words)}.");
        return null;
    }

    public void RefuseRest()
    {
        foreach (var name in _members.Keys)
        {
            _errors.AddUnknown(_pointer, System.Text.Encoding.UTF8.GetBytes(name), string.Join(", ", _taken));
        }
    }

    /// <summary>What kind of value it is; its content may be a secret in the wrong place.</summary>
    private static string ExcerptOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.Number => "a number",
        JsonValueKind.String => "an empty string",
        _ => value.GetRawText(),
    };
}
