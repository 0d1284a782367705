namespace Microsoft.Azure.Functions.Worker;

/// <summary>Retries made by the host.</summary>
public abstract class RetryContext
{
    public abstract int RetryCount { get; }

    public abstract int MaxRetryCount { get; }
}
