using System.Text;
using System.Text.Json;

namespace TlEngine.Executions.Requests;

/// <summary>Reads <c>options</c>; every fault is reported, not only the first.</summary>
internal sealed class ExecutionOptionsReader(List<InputError> errors)
{
    public const int MaxAsyncTimeoutSeconds = 900;
    public const int MaxSyncTimeoutSeconds = 100;
    public const int MaxAttemptsLimit = 20;
    public const int MaxTags = 20;
    public const int MaxTagLength = 100;

    /// <summary>The longest that a start may be put off: 366 days.</summary>
    public const int MaxDelaySeconds = 366 * 86_400;

    private static readonly string[] Known =
        ["timeout_s", "priority", "run_at", "delay_s", "ttl_s", "max_attempts", "callback_url", "tags", "cache"];

    /// <summary>The options of a row: they were checked when it was accepted.</summary>
    public static ExecutionOptions ReadStored(string json) => json == ExecutionOptions.Default.Json
        ? ExecutionOptions.Default
        : new ExecutionOptionsReader([]).Read(Encoding.UTF8.GetBytes(json));

    public ExecutionOptions Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            Fault("", $"must be an object, not {JsonKind.Of(document.RootElement.ValueKind)}");
            return ExecutionOptions.Default;
        }

        var options = new ExecutionOptions { Json = Encoding.UTF8.GetString(json.Span) };
        foreach (var member in document.RootElement.EnumerateObject())
        {
            options = Apply(options, member.Name, member.Value);
        }

        if (options is { RunAt: not null, Delay: not null })
        {
            Fault("/delay_s", "excludes run_at: give one of them");
        }

        return options;
    }

    private ExecutionOptions Apply(ExecutionOptions options, string name, JsonElement value) => name switch
    {
        _ when value.ValueKind == JsonValueKind.Null && Known.Contains(name) => options,
        "timeout_s" => options with { Timeout = Seconds(name, value, 0.001, MaxAsyncTimeoutSeconds) },
        "priority" =>
            options with { Priority = Word(name, value, "normal", "high") == "high" ? ExecutionPriority.High : ExecutionPriority.Normal },
        "run_at" => options with { RunAt = Time(name, value) },
        "delay_s" => options with { Delay = Seconds(name, value, 0, MaxDelaySeconds) },
        "ttl_s" => options with { TimeToLive = Seconds(name, value, 0.001, MaxDelaySeconds) },
        "max_attempts" => options with { MaxAttempts = Integer(name, value, 1, MaxAttemptsLimit) },
        "callback_url" => options with { CallbackUrl = Url(name, value) },
        "tags" => options with { Tags = Strings(name, value) },
        "cache" => options with { Cache = Word(name, value, "default", "no_store") != "no_store" },
        _ => Unknown(options, name),
    };

    private ExecutionOptions Unknown(ExecutionOptions options, string name)
    {
        Fault($"/{JsonPointer.Escape(name)}", $"is not an option; known are {string.Join(", ", Known)}");
        return options;
    }

    private TimeSpan? Seconds(string name, JsonElement value, double least, double most)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds >= least && seconds <= most)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        Fault($"/{name}", $"is {Show(value)}; expected a number of seconds from {least} to {most}");
        return null;
    }

    private int? Integer(string name, JsonElement value, int least, int most)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most)
        {
            return number;
        }

        Fault($"/{name}", $"is {Show(value)}; expected an integer from {least} to {most}");
        return null;
    }

    private string? Word(string name, JsonElement value, params string[] words)
    {
        if (value.ValueKind == JsonValueKind.String && words.Contains(value.GetString()))
        {
            return value.GetString();
        }

        Fault($"/{name}", $"is {Show(value)}; expected {string.Join(" or ", words.Select(word => $"\"{word}\""))}");
        return null;
    }

    private DateTimeOffset? Time(string name, JsonElement value)
    {
        // A number would be read as milliseconds; here it is more likely a slip for delay_s.
        if (value.ValueKind == JsonValueKind.String
            && value.GetString() is { Length: > 10 } text
            && text[10] is 'T' or 't'
            && TimeText.TryParse(text, out var time))
        {
            return time;
        }

        Fault($"/{name}", $"is {Show(value)}; expected an RFC 3339 time with its offset, for example \"2026-01-31T08:00:00Z\"");
        return null;
    }

    private Uri? Url(string name, JsonElement value)
    {
        const string expected = "expected an absolute http or https URL without credentials";
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        if (!text.Any(char.IsControl)
            && Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0)
        {
            return url;
        }

        // What stands before an @ may be a password: faults are kept in logs and dead letters.
        Fault($"/{name}", text.Contains('@', StringComparison.Ordinal)
            ? $"has a user or a password in it, or is no URL; {expected}"
            : $"is {Show(value)}; {expected}");
        return null;
    }

    private string[] Strings(string name, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > MaxTags)
        {
            Fault($"/{name}", $"is {Show(value)}; expected an array of at most {MaxTags} strings");
            return [];
        }

        var tags = new List<string>(value.GetArrayLength());
        foreach (var (index, item) in value.EnumerateArray().Index())
        {
            if (item.ValueKind == JsonValueKind.String && item.GetString() is { Length: > 0 and <= MaxTagLength } tag
                && !tag.Contains('\0', StringComparison.Ordinal))
            {
                tags.Add(tag);
            }
            else
            {
                Fault($"/{name}/{index}", $"is {Show(item)}; expected a string of 1 to {MaxTagLength} characters");
            }
        }

        return [.. tags.Distinct(StringComparer.Ordinal)];
    }

    private void Fault(string pointer, string detail) => errors.Add(new InputError($"/options{pointer}", detail));

    private static string Show(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length <= 80 ? text : string.Concat(text.AsSpan(0, 80), "…");
    }
}
