using System.Globalization;
using TlEngine.Outbound;

namespace TlEngine.Webhooks;

/// <summary>Sends a signed message once, as Standard Webhooks 1.0 asks: POST, JSON, 2xx alone is success, redirects are failures.</summary>
internal sealed class WebhookSender(OutboundClient outbound, TimeProvider time)
{
    /// <summary>15 to 30 s, says the specification.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    private const int GoneStatus = 410;

    public async Task<WebhookAnswer> SendAsync(WebhookMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return Read(await outbound.SendAsync(ToRequest(message), cancellationToken), message.Url);
        }
        catch (OutboundException failure)
        {
            var outcome = failure.Fault == OutboundFault.Refused ? WebhookOutcome.Refused : WebhookOutcome.Failed;
            return new WebhookAnswer(outcome, null, failure.Message, null);
        }
    }

    /// <summary>The headers of Standard Webhooks for the message as it would be sent now.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> HeadersOf(WebhookMessage message)
    {
        var now = time.GetUtcNow();
        return
        [
            new("webhook-id", message.Id),
            new("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            new("webhook-signature", WebhookSignature.Of(message.Id, now, message.Body.Span, message.Secrets)),
        ];
    }

    private OutboundRequest ToRequest(WebhookMessage message) => new(HttpMethod.Post, message.Url)
    {
        Headers = HeadersOf(message),
        Body = message.Body,
        ContentType = "application/json",
        Timeout = message.Timeout,
        HeadersOnly = true,
    };

    private WebhookAnswer Read(OutboundAnswer answer, Uri url) => answer switch
    {
        { IsSuccess: true } => new(WebhookOutcome.Delivered, answer.Code, null, null),
        { Code: GoneStatus } => new(WebhookOutcome.Gone, answer.Code, $"{url.Host} answered 410: it wants no more messages.", null),
        _ => new(
            WebhookOutcome.Failed,
            answer.Code,
            $"{url.Host} answered {answer.Code}; "
            + (answer.IsRedirect ? "redirects are not followed: correct the URL." : "only 2xx is success."),
            answer.RetryAfter(time.GetUtcNow())),
    };
}
