namespace TlEngine.Executions;

/// <summary>What can happen to an execution.</summary>
public enum ExecutionEvent
{
    /// <summary>A worker takes it; needs the due time to have come or the last lease to have ended.</summary>
    Claim,
    Succeed,
    Fail,
    /// <summary>A retriable failure with attempts left.</summary>
    Retry,
    /// <summary>Given back at shutdown; the attempt is not counted.</summary>
    Release,
    /// <summary>The worker is gone and its lease has ended; the attempt is counted.</summary>
    Abandon,
    Cancel,
    /// <summary>Its time to live ended before it started.</summary>
    Expire,
}
