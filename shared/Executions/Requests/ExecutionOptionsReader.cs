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
        var first = new Utf8JsonReader(json.Span);
        first.Read();
        if (first.TokenType != JsonTokenType.StartObject)
        {
            errors.Add(new InputError("/options", $"must be an object, not {JsonKind.Of(first.TokenType)}"));
            return ExecutionOptions.Default;
        }

        var members = new MemberReader(JsonInspection.Of(json).Members, errors, "/options", "an option", Known);
        var options = new ExecutionOptions
        {
            Json = Encoding.UTF8.GetString(json.Span),
            Timeout = members.Seconds("timeout_s", 0.001, MaxAsyncTimeoutSeconds),
            Priority = members.Word<ExecutionPriority>("priority"),
            RunAt = TimeOf(members),
            Delay = members.Seconds("delay_s", 0, MaxDelaySeconds),
            TimeToLive = members.Seconds("ttl_s", 0.001, MaxDelaySeconds),
            MaxAttempts = members.Integer("max_attempts", 1, MaxAttemptsLimit),
            CallbackUrl = members.Url("callback_url"),
            Tags = members.Texts("tags", MaxTags, IsTag, $"a string of 1 to {MaxTagLength} characters", least: 0) ?? [],
            Cache = members.Text("cache", text => text is "default" or "no_store", "\"default\" or \"no_store\"") != "no_store",
        };
        if (options is { RunAt: not null, Delay: not null })
        {
            members.Refuse("delay_s", "excludes run_at: give one of them");
        }

        return options;
    }

    private static bool IsTag(string text) => text.Length is > 0 and <= MaxTagLength && !text.Contains('\0', StringComparison.Ordinal);

    /// <summary>A number would be read as milliseconds; here it is more likely a slip for delay_s.</summary>
    private static DateTimeOffset? TimeOf(MemberReader members)
    {
        DateTimeOffset time = default;
        return members.Text(
            "run_at", text => text.Length > 10 && text[10] is 'T' or 't' && TimeText.TryParse(text, out time),
            "an RFC 3339 time with its offset, for example \"2026-01-31T08:00:00Z\"") is null ? null : time;
    }
}
