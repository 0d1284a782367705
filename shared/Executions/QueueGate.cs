using System.Threading.RateLimiting;

namespace TlEngine.Executions;

/// <summary>
/// Lets the queues' executions of this process run beside each other, and a suspect alone: if it ends the process, that costs no other an
/// attempt. In the order of arrival, so that neither kind waits for ever. Executions that a caller waits for over HTTP pass it by.
/// </summary>
internal sealed class QueueGate : IDisposable
{
    /// <summary>More than a process takes from its queues at once.</summary>
    private const int Everybody = 1_000;

    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = Everybody,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        QueueLimit = int.MaxValue,
    });

    /// <summary>Entered until disposed, beside others.</summary>
    public ValueTask<RateLimitLease> EnterAsync(CancellationToken cancellationToken) => _limiter.AcquireAsync(1, cancellationToken);

    /// <summary>Entered until disposed, with nobody else inside.</summary>
    public ValueTask<RateLimitLease> EnterAloneAsync(CancellationToken cancellationToken) =>
        _limiter.AcquireAsync(Everybody, cancellationToken);

    public void Dispose() => _limiter.Dispose();
}
