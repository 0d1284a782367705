using System.Text.Json;
using System.Text.RegularExpressions;
using TlEngine.Executions;
using TlEngine.Executions.Requests;

namespace TlEngine.Access.Keys;

/// <summary>Reads the bodies of requests about keys; every fault is reported, not only the first.</summary>
public static partial class KeyRequestReader
{
    public const int MaxNameLength = 100;
    public const int MaxEntries = 50;
    public const int MaxHourlyLimit = 1_000_000_000;

    /// <summary>A week: long enough to reach every place where the old secret is written down.</summary>
    public const int MaxGraceSeconds = 7 * 86_400;

    public static TimeSpan DefaultGrace { get; } = TimeSpan.FromDays(1);

    /// <summary><c>{name, scopes, engines?, hourly_limit?, expires_at?}</c>.</summary>
    /// <param name="now">What an expiry must be after.</param>
    public static (KeyRequest? Request, Refusal? Refusal) ReadKey(ReadOnlyMemory<byte> body, DateTimeOffset now) =>
        Read(body, (fields, errors) =>
        {
            fields.Know("name", "scopes", "engines", "hourly_limit", "expires_at");
            var scopeWords = $"one of {string.Join(", ", Scopes.All)}, a family such as engines:*, or *";
            var scopes = fields.List("scopes", MaxEntries, Scopes.IsKnown, scopeWords);
            if (fields.Find("scopes") is null)
            {
                errors.Add(new InputError("/scopes", $"is missing; expected an array of strings, each {scopeWords}"));
            }

            return new KeyRequest(
                fields.Text("name", MaxNameLength) ?? "",
                scopes ?? [],
                fields.List("engines", MaxEntries, Glob().IsMatch, "an engine's id or a glob of one, such as track.*"),
                fields.Integer("hourly_limit", 0, MaxHourlyLimit),
                fields.Future("expires_at", now));
        });

    /// <summary><c>{grace_s?}</c>; no body at all is the default.</summary>
    /// <returns>How long the old secret shall be good.</returns>
    public static (TimeSpan? Grace, Refusal? Refusal) ReadRotation(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
        {
            return (DefaultGrace, null);
        }

        var (grace, refusal) = Read(body, (fields, _) =>
        {
            fields.Know("grace_s");
            return new Rotation(fields.Integer("grace_s", 0, MaxGraceSeconds));
        });
        return (grace is null ? null : grace.Seconds is { } seconds ? TimeSpan.FromSeconds(seconds) : DefaultGrace, refusal);
    }

    private static (T? Request, Refusal? Refusal) Read<T>(ReadOnlyMemory<byte> body, Func<KeyFields, List<InputError>, T> read)
        where T : class
    {
        if (JsonInspection.Of(body).Fault is { } fault)
        {
            return (null, new Refusal(ErrorCodes.MalformedJson, fault));
        }

        using var document = JsonDocument.Parse(body);
        List<InputError> errors = [];
        var request = read(new KeyFields(document.RootElement, errors), errors);
        return errors.Count == 0
            ? (request, null)
            : (null, new Refusal(
                ErrorCodes.Validation, "The request does not have the shape that is expected; errors names every fault.", errors));
    }

    /// <summary>No wildcard but the star, on which <see cref="Caller.MayGrant"/> rests.</summary>
    [GeneratedRegex(@"\A[a-z0-9_.*-]{1,100}\z")]
    private static partial Regex Glob();

    private sealed record Rotation(int? Seconds);
}
