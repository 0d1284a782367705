using TlEngine.Executions;

namespace TlEngine.Statistics;

/// <summary>What is counted. The numbers are stored: never reuse one; those of the final statuses are the statuses' own.</summary>
public enum ActivityKind
{
    Succeeded = ExecutionStatus.Succeeded,
    Failed = ExecutionStatus.Failed,
    Cancelled = ExecutionStatus.Cancelled,
    Expired = ExecutionStatus.Expired,

    /// <summary>A result that an equal call had before.</summary>
    CacheHit = 20,
    CacheMiss = 21,

    /// <summary>A call past its hourly limit; of no engine.</summary>
    RateLimited = 22,
}
