namespace TlEngine.Webhooks;

/// <summary>What one attempt to deliver came to.</summary>
/// <param name="Status">The receiver's status; null without an answer.</param>
/// <param name="Error">What went wrong; null where it was delivered.</param>
/// <param name="RetryAfter">What the receiver asked for.</param>
internal sealed record WebhookAnswer(WebhookOutcome Outcome, int? Status, string? Error, TimeSpan? RetryAfter);
