using System.Globalization;
using System.Text;
using TlEngine.Engines.Outside.Secrets;
using TlEngine.Executions;
using TlEngine.Outbound;

namespace TlEngine.Engines.Outside.HttpCall;

/// <summary>
/// What a call that gave no result means for its execution. A request that the other side has not processed may always be repeated; one
/// that it may have, only where repeating is harmless or was asked for; else nobody knows what it did, and that is said.
/// </summary>
internal sealed class CallFailure(HttpCallRequest request, SecretScrubber scrubber, TimeProvider time)
{
    private const int LongestExcerpt = 300;

    public const string Advice =
        "Ask the other side before you call again; retry_unsafe or an idempotency_key of your own lets the service repeat such calls.";

    /// <summary>Statuses that say the request was not processed (RFC 9110, 15.5.9 and 15.6.4; RFC 6585, 4; RFC 8470, 5.2).</summary>
    public static bool IsUnprocessed(int status) => status is 408 or 425 or 429 or 503;

    public static bool IsOurSideOfAGateway(int status) => status is 502 or 504;

    /// <summary>Whether a try that ended so may be followed by another one.</summary>
    public bool MayRepeat(OutboundAnswer answer) =>
        IsUnprocessed(answer.Code) || (answer.Code >= 500 && answer.Code != 501 && request.MayRepeat);

    public bool MayRepeat(OutboundException failure) => failure.Fault switch
    {
        OutboundFault.Refused or OutboundFault.TooLarge => false,
        OutboundFault.Unreachable => true,
        _ => !failure.Sent || request.MayRepeat,
    };

    public EngineFailedException Of(OutboundAnswer answer)
    {
        var status = string.Create(CultureInfo.InvariantCulture, $"{request.Url.Host} answered {answer.Code}");
        if (answer.IsRedirect)
        {
            return Failed($"{status}: redirects are not followed; call the address that it names.", retriable: false);
        }

        if (IsOurSideOfAGateway(answer.Code) && !request.MayRepeat)
        {
            return Unknown($"{status}: a gateway lost sight of the request, and whether it took effect is not known.");
        }

        return Failed($"{status}.{Excerpt(answer.Body)}", MayRepeat(answer), answer.RetryAfter(time.GetUtcNow()));
    }

    public EngineFailedException Of(OutboundException failure)
    {
        var message = scrubber.Scrub(failure.Message);
        return failure.Fault is OutboundFault.TimedOut or OutboundFault.Broken && failure.Sent && !request.MayRepeat
            ? Unknown($"{message} Whether the {request.Parameters.Method} took effect is not known.")
            : Failed(message, MayRepeat(failure));
    }

    public static EngineFailedException Unknown(string message) => new(ErrorCodes.OutcomeUnknown, $"{message} {Advice}", retriable: false);

    private static EngineFailedException Failed(string message, bool retriable, TimeSpan? retryAfter = null) =>
        new(ErrorCodes.EngineFailed, message, retriable) { RetryAfter = retryAfter };

    private string Excerpt(ReadOnlyMemory<byte> body)
    {
        // Cut before it is scrubbed, it could end in half a secret.
        var whole = scrubber.Scrub(body).Span;
        var text = scrubber.Scrub(Encoding.UTF8.GetString(whole[..Math.Min(whole.Length, 16 * LongestExcerpt)])).Trim();
        text = new string([.. text.Select(character => char.IsControl(character) ? ' ' : character)]);
        return text.Length == 0 ? "" : $" It says: {(text.Length > LongestExcerpt ? text[..LongestExcerpt] + "…" : text)}";
    }
}
