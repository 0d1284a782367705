using Microsoft.AspNetCore.Http;
using TlEngine.Access;
using TlEngine.Executions;
using TlEngine.Executions.Idempotency;

namespace TlEngine.Functions.Http.Door;

/// <summary>The header Idempotency-Key.</summary>
internal static class IdempotencyHeader
{
    public const int MaxLength = 255;

    private const string Name = "Idempotency-Key";

    /// <returns>Neither where the caller sent none.</returns>
    public static (IdempotentCall? Call, Refusal? Refusal) Read(
        HttpRequest request, Caller caller, ReadOnlyMemory<byte> body, Preferences preferences)
    {
        var values = request.Headers[Name];
        if (values.Count == 0)
        {
            return (null, null);
        }

        return Fault(values) is { } fault
            ? (null, new Refusal(
                ErrorCodes.Validation, "The idempotency key is not usable; errors says why.", [new InputError($"/headers/{Name}", fault)]))
            : (new IdempotentCall(caller.Id, values[0]!, RequestFingerprint.Of(request, body, preferences)), null);
    }

    private static string? Fault(IReadOnlyList<string?> values) => values switch
    {
        { Count: > 1 } => $"stands {values.Count} times; send one",
        [null or ""] => $"is empty; expected 1 to {MaxLength} visible ASCII characters, for example a UUID",
        [{ Length: > MaxLength } key] => $"has {key.Length} characters; expected 1 to {MaxLength}",
        [{ } key] when key.Any(character => character is <= ' ' or > '~') =>
            "has a blank or a character that is not ASCII; expected visible ASCII characters, for example a UUID",
        _ => null,
    };
}
