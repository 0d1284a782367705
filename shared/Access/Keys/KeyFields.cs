using System.Globalization;
using System.Text.Json;
using TlEngine.Executions;
using TlEngine.Executions.Requests;

namespace TlEngine.Access.Keys;

/// <summary>The members of a request about keys; what is wrong is added to <paramref name="errors"/>.</summary>
internal sealed class KeyFields(JsonElement body, List<InputError> errors)
{
    /// <summary>Names every member that is none of these.</summary>
    public void Know(params string[] names)
    {
        foreach (var member in body.EnumerateObject().Where(member => !names.Contains(member.Name)))
        {
            errors.Add(new InputError($"/{JsonPointer.Escape(member.Name)}", $"is not a member; known are {string.Join(", ", names)}"));
        }
    }

    /// <summary>The member's value; null where it is missing or null.</summary>
    public JsonElement? Find(string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public string? Text(string name, int most)
    {
        if (Find(name) is not { } value)
        {
            errors.Add(new InputError($"/{name}", $"is missing; expected a string of 1 to {most} characters"));
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && value.GetString()!.Trim() is { Length: > 0 } text && text.Length <= most
            && !text.Any(char.IsControl))
        {
            return text;
        }

        Fault(name, value, $"a string of 1 to {most} characters without control characters");
        return null;
    }

    public int? Integer(string name, int least, int most)
    {
        if (Find(name) is not { } value || (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            && number >= least && number <= most))
        {
            return Find(name)?.GetInt32();
        }

        Fault(name, value, string.Create(CultureInfo.InvariantCulture, $"an integer from {least} to {most}"));
        return null;
    }

    /// <summary>A list of 1 to <paramref name="most"/> different strings that each are <paramref name="expected"/>.</summary>
    public IReadOnlyList<string>? List(string name, int most, Func<string, bool> isGood, string expected)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() is 0 || value.GetArrayLength() > most)
        {
            Fault(name, value, $"an array of 1 to {most} strings, each {expected}");
            return null;
        }

        var texts = new List<string>(value.GetArrayLength());
        foreach (var (index, item) in value.EnumerateArray().Index())
        {
            if (item.ValueKind == JsonValueKind.String && item.GetString() is { } text && isGood(text))
            {
                texts.Add(text);
            }
            else
            {
                Fault($"{name}/{index}", item, expected);
            }
        }

        return [.. texts.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>A time after <paramref name="now"/>.</summary>
    public DateTimeOffset? Future(string name, DateTimeOffset now)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 19 } text && text[10] is 'T' or 't'
            && DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            && time > now)
        {
            return time.ToUniversalTime();
        }

        Fault(name, value, "an RFC 3339 time in the future with its offset, for example \"2030-01-31T08:00:00Z\"");
        return null;
    }

    private void Fault(string pointer, JsonElement value, string expected)
    {
        var text = value.GetRawText();
        var shown = text.Length <= 80 ? text : string.Concat(text.AsSpan(0, 80), "…");
        errors.Add(new InputError($"/{pointer}", $"is {shown}; expected {expected}"));
    }
}
