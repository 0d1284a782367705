using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TlEngine.Readiness;
using TlEngine.Storage;

namespace TlEngine.Executions;

/// <summary>
/// Renews the leases of everything this process runs, in one statement every <see cref="Interval"/>; work whose claim is gone, or whose
/// cancellation was asked for, is told to stop.
/// </summary>
internal sealed partial class LeaseKeeper : IAsyncDisposable
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(6);

    private readonly ConcurrentDictionary<Claim, CancellationTokenSource> _held = new();
    private readonly CancellationTokenSource _end = new();
    private readonly IExecutionStore _store;
    private readonly ILogger<LeaseKeeper> _logger;
    private readonly Task _loop;

    public LeaseKeeper(IExecutionStore store, TimeProvider time, ILogger<LeaseKeeper> logger)
    {
        _store = store;
        _logger = logger;
        _loop = Task.Run(() => RunAsync(new PeriodicTimer(Interval, time)));
    }

    public Held Keep(Claim claim)
    {
        // Held twice while it waits for a slot: a signal that came meanwhile is not forgotten.
        return new Held(this, claim, _held.GetOrAdd(claim, _ => new CancellationTokenSource()));
    }

    /// <summary>Tells the work under this claim to stop, where this process does it.</summary>
    public Task StopAsync(Claim claim) => _held.TryGetValue(claim, out var lost) ? lost.CancelAsync() : Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _loop;
        _end.Dispose();
    }

    private async Task RunAsync(PeriodicTimer timer)
    {
        using (timer)
        {
            try
            {
                while (await timer.WaitForNextTickAsync(_end.Token))
                {
                    await RenewAsync();
                }
            }
            catch (OperationCanceledException) when (_end.IsCancellationRequested)
            {
                // The owner is being disposed: the loop's only end.
            }
        }
    }

    private async Task RenewAsync()
    {
        Claim[] claims = [.. _held.Keys];
        if (claims.Length == 0)
        {
            return;
        }

        try
        {
            var kept = await _store.RenewAsync(claims, Lease, _end.Token);
            foreach (var (claim, _) in claims.Zip(kept).Where(pair => !pair.Second))
            {
                if (_held.TryGetValue(claim, out var lost))
                {
                    await lost.CancelAsync();
                }
            }
        }
        catch (DependencyUnavailableException exception)
        {
            // While the database is away nobody else can take the claims either.
            RenewalFailed(_logger, claims.Length, exception);
        }
    }

    [LoggerMessage(1101, LogLevel.Warning, "The leases of {Count} running executions could not be renewed; trying again.")]
    private static partial void RenewalFailed(ILogger logger, int count, Exception exception);

    /// <summary>A lease that is being renewed until disposed.</summary>
    public sealed class Held(LeaseKeeper keeper, Claim claim, CancellationTokenSource lost) : IDisposable
    {
        public CancellationToken Lost => lost.Token;

        public void Dispose()
        {
            // Not disposed: a renewal under way may still cancel it, and it holds no handle.
            keeper._held.TryRemove(claim, out _);
        }
    }
}
