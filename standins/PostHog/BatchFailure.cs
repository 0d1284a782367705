namespace PostHog;

/// <summary>Why a batch was not taken.</summary>
/// <param name="MayPass">Whether another attempt may help.</param>
/// <param name="RetryAfter">When the server said so.</param>
internal sealed record BatchFailure(string Reason, bool MayPass, TimeSpan? RetryAfter);
