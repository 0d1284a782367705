namespace TlEngine.Engines.Pipelines;

/// <summary>Why a step failed.</summary>
/// <param name="Code">One of <see cref="Executions.ErrorCodes"/>.</param>
internal sealed record StepError(string Code, string Message, bool Retriable)
{
    /// <summary>The soonest next attempt that the other side asked for.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
