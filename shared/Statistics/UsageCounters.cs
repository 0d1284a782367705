using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TlEngine.Observability;
using TlEngine.Readiness;
using TlEngine.Storage;

namespace TlEngine.Statistics;

/// <summary>
/// Counts what leaves no row of its own: answers from the cache and calls past their limit. Kept in this process and added to the
/// database every <see cref="Interval"/> and at the end of the process; a process that is killed takes the last seconds with it.
/// Disposing adds what is left.
/// </summary>
public sealed partial class UsageCounters : IAsyncDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<(ActivityKind Kind, string EngineId), long> _counts = new();
    private readonly CancellationTokenSource _end = new();
    private readonly IActivityStore _store;
    private readonly ILogger<UsageCounters> _logger;
    private readonly Task _loop;

    public UsageCounters(IActivityStore store, TimeProvider time, ILogger<UsageCounters> logger)
    {
        _store = store;
        _logger = logger;
        _loop = Task.Run(() => RunAsync(new PeriodicTimer(Interval, time)));
    }

    /// <summary>A result that an equal call had before.</summary>
    public void Hit(string engineId)
    {
        Count(ActivityKind.CacheHit, engineId);
        Instruments.CacheRequests.Add(1, new KeyValuePair<string, object?>("result", "hit"));
    }

    /// <summary>A call whose result could have been in the cache and was not.</summary>
    public void Miss(string engineId)
    {
        Count(ActivityKind.CacheMiss, engineId);
        Instruments.CacheRequests.Add(1, new KeyValuePair<string, object?>("result", "miss"));
    }

    /// <summary>A call past its hourly limit.</summary>
    public void RateLimited()
    {
        Count(ActivityKind.RateLimited, "");
        Instruments.RateLimited.Add(1);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _loop;
        await FlushAsync();
        _end.Dispose();
    }

    private void Count(ActivityKind kind, string engineId) => _counts.AddOrUpdate((kind, engineId), 1, (_, count) => count + 1);

    private async Task RunAsync(PeriodicTimer timer)
    {
        using (timer)
        {
            try
            {
                while (await timer.WaitForNextTickAsync(_end.Token))
                {
                    await FlushAsync();
                }
            }
            catch (OperationCanceledException) when (_end.IsCancellationRequested)
            {
                // The owner is being disposed: the loop's only end.
            }
        }
    }

    private async Task FlushAsync()
    {
        List<UsageCount> taken = [];
        foreach (var key in _counts.Keys)
        {
            if (_counts.TryRemove(key, out var count))
            {
                taken.Add(new UsageCount(key.Kind, key.EngineId, count));
            }
        }

        try
        {
            // No token: what was taken out must arrive, and the adapter bounds the time.
            await _store.AddUsageAsync(taken, CancellationToken.None);
        }
        catch (DependencyUnavailableException exception)
        {
            // Perhaps they were added before the connection was lost: counts of this kind may be a little off, never missing for long.
            taken.ForEach(count => _counts.AddOrUpdate((count.Kind, count.EngineId), count.Count, (_, more) => more + count.Count));
            Held(_logger, taken.Sum(count => count.Count), exception);
        }
        catch (Exception exception)
        {
            // The edge of a background loop: the next round must come.
            Dropped(_logger, taken.Sum(count => count.Count), exception);
        }
    }

    [LoggerMessage(1501, LogLevel.Warning, "{Count} counts of usage cannot be stored yet; holding them.")]
    private static partial void Held(ILogger logger, long count, Exception exception);

    [LoggerMessage(1502, LogLevel.Error, "{Count} counts of usage were refused by the database and are dropped.")]
    private static partial void Dropped(ILogger logger, long count, Exception exception);
}
