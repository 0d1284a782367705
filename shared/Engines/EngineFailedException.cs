namespace TlEngine.Engines;

/// <summary>An engine could not do what was asked, for a reason it can name.</summary>
/// <param name="code">The problem code, <c>engine_failed</c> or <c>outcome_unknown</c>.</param>
/// <param name="message">What happened, which value, what to do; shown to the caller.</param>
/// <param name="retriable">Whether another attempt may help.</param>
public sealed class EngineFailedException(string code, string message, bool retriable, Exception? innerException = null)
    : Exception(message, innerException)
{
    public string Code { get; } = code;

    public bool Retriable { get; } = retriable;

    /// <summary>The soonest next attempt that the other side asked for, for example by Retry-After.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
