using System.Text.Json;

namespace TlEngine.Executions.Requests;

/// <summary>Reads the members of a small body, an object; every fault is kept, not only the first. Null is as if it were not
/// there.</summary>
internal sealed class MemberReader
{
    private const int MaxTextLength = 200;

    private readonly Dictionary<string, ReadOnlyMemory<byte>> _members = [];
    private readonly List<InputError> _errors;
    private readonly string _pointer;
    private readonly string? _fault;

    /// <param name="known">Names of the members that it may have.</param>
    public MemberReader(ReadOnlyMemory<byte> body, params string[] known)
        : this(JsonInspection.Of(body), known)
    {
    }

    /// <summary>Reads members of a larger body; the faults go to its list.</summary>
    /// <param name="pointer">Of the object that they are members of.</param>
    /// <param name="what">What one is, for the fault of one that is not known.</param>
    /// <param name="known">Null: all of them are.</param>
    public MemberReader(
        IEnumerable<JsonMember> members, List<InputError> errors, string pointer = "", string what = "a member", string[]? known = null)
    {
        (_errors, _pointer) = (errors, pointer);
        foreach (var member in members)
        {
            if (known?.Contains(member.Name, StringComparer.Ordinal) == false)
            {
                Fault(JsonPointer.Escape(member.Name), $"is not {what}; known are {string.Join(", ", known)}");
            }
            else if (!member.Value.Span.SequenceEqual("null"u8))
            {
                _members.Add(member.Name, member.Value);
            }
        }
    }

    private MemberReader(JsonInspection body, string[] known)
        : this(body.Members, [], what: "a member of this body", known: known) => _fault = body.Fault;

    /// <summary>What is wrong with the body; null when nothing is.</summary>
    public Refusal? Refusal => (_fault, _errors.Count) switch
    {
        ({ } fault, _) => new Refusal(ErrorCodes.MalformedJson, fault),
        (null, > 0) => new Refusal(
            ErrorCodes.Validation, "The request does not have the shape that is expected; errors names every fault.", _errors),
        _ => null,
    };

    /// <summary>Whether the member is there and not null.</summary>
    public bool Has(string name) => _members.ContainsKey(name);

    /// <summary>Keeps a fault that only the reader's user can find.</summary>
    public void Refuse(string name, string detail) => Fault(name, detail);

    public string? Text(string name) => Text(
        name,
        text => text.Length is > 0 and <= MaxTextLength && !text.Contains('\0', StringComparison.Ordinal),
        $"a string of 1 to {MaxTextLength} characters");

    public int? Integer(string name, int least, int most)
    {
        if (Read(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most)
        {
            return number;
        }

        Fault(name, $"is {Show(value)}; expected an integer from {least} to {most}");
        return null;
    }

    public TimeSpan? Seconds(string name, double least, double most)
    {
        if (Read(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds >= least && seconds <= most)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        Fault(name, $"is {Show(value)}; expected a number of seconds from {least} to {most}");
        return null;
    }

    public bool Flag(string name, bool unset)
    {
        if (Read(name) is not { } value)
        {
            return unset;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Fault(name, $"is {Show(value)}; expected true or false");
        return unset;
    }

    /// <summary>A text that the condition holds for.</summary>
    /// <param name="expected">What the condition asks for, for the fault.</param>
    public string? Text(string name, Func<string, bool> holds, string expected)
    {
        if (Read(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && holds(value.GetString()!))
        {
            return value.GetString();
        }

        Fault(name, $"is {Show(value)}; expected {expected}");
        return null;
    }

    /// <summary>A word of an enumeration, in lower case; without it the one of value 0.</summary>
    public T Word<T>(string name)
        where T : struct, Enum
    {
        var words = Enum.GetValues<T>().ToDictionary(word => word.ToString().ToLowerInvariant());
        var text = Text(name, words.ContainsKey, string.Join(" or ", words.Keys.Select(word => $"\"{word}\"")));
        return text is null ? default : words[text];
    }

    /// <summary>RFC 3339 or milliseconds since 1970.</summary>
    public DateTimeOffset? Time(string name)
    {
        if (Read(name) is not { } value)
        {
            return null;
        }

        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        if (value.ValueKind is JsonValueKind.String or JsonValueKind.Number && TimeText.TryParse(text, out var time))
        {
            return time;
        }

        Fault(name, $"is {Show(value)}; expected an RFC 3339 time such as \"2026-01-31T08:00:00Z\", or milliseconds since 1970");
        return null;
    }

    /// <summary>http or https, and no credentials in it.</summary>
    public Uri? Url(string name)
    {
        const string expected = "expected an absolute http or https URL without credentials";
        if (Read(name) is not { } value)
        {
            return null;
        }

        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        if (!text.Any(char.IsControl)
            && Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0)
        {
            return url;
        }

        // What stands before an @ may be a password: faults are kept in logs and dead letters.
        Fault(name, text.Contains('@', StringComparison.Ordinal)
            ? $"has a user or a password in it, or is no URL; {expected}"
            : $"is {Show(value)}; {expected}");
        return null;
    }

    /// <summary>At most that many UUIDs; null where the member is not there.</summary>
    public IReadOnlyList<Guid>? Ids(string name, int most) =>
        Texts(name, most, text => Guid.TryParseExact(text, "D", out _), "a UUID") is { } texts
            ? [.. texts.Select(Guid.Parse).Distinct()]
            : null;

    /// <summary>Different texts, each of them good; null where the member is not there.</summary>
    /// <param name="expected">What a good one is.</param>
    public IReadOnlyList<string>? Texts(string name, int most, Func<string, bool> isGood, string expected, int least = 1)
    {
        if (Read(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() < least || value.GetArrayLength() > most)
        {
            Fault(name, $"is {Show(value)}; expected an array of {least} to {most} strings, each {expected}");
            return null;
        }

        var texts = new List<string>();
        foreach (var (index, item) in value.EnumerateArray().Index())
        {
            if (item.ValueKind == JsonValueKind.String && item.GetString() is { } text && isGood(text))
            {
                texts.Add(text);
            }
            else
            {
                Fault($"{name}/{index}", $"is {Show(item)}; expected {expected}");
            }
        }

        return [.. texts.Distinct(StringComparer.Ordinal)];
    }

    private JsonElement? Read(string name)
    {
        if (!_members.TryGetValue(name, out var json))
        {
            return null;
        }

        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private void Fault(string pointer, string detail) => _errors.Add(new InputError($"{_pointer}/{pointer}", detail));

    private static string Show(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length <= 80 ? text : string.Concat(text.AsSpan(0, 80), "…");
    }
}
