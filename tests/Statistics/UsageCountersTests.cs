using Microsoft.Extensions.Logging.Abstractions;
using TlEngine.Readiness;
using TlEngine.Statistics;
using TlEngine.Storage;

namespace TlEngine.Tests.Statistics;

public sealed class UsageCountersTests
{
    [Fact]
    public async Task Dispose_WhatWasCounted_IsStoredGrouped()
    {
        var store = new RecordingStore();
        await using (var usage = Create(store))
        {
            usage.Hit("track.summary");
            usage.Hit("track.summary");
            usage.Miss("track.summary");
            usage.RateLimited();
        }

        Assert.Equal(
            [
                new UsageCount(ActivityKind.CacheHit, "track.summary", 2), new UsageCount(ActivityKind.CacheMiss, "track.summary", 1),
                new UsageCount(ActivityKind.RateLimited, "", 1),
            ],
            store.Stored.OrderBy(count => count.Kind));
    }

    [Fact]
    public async Task Count_DatabaseAway_IsStoredWhenItIsBack()
    {
        var store = new RecordingStore { Away = true };
        await using var usage = Create(store, new QuickTime());
        usage.Hit("track.summary");
        await Servers.Poll.UntilAsync("it was tried", TimeSpan.FromSeconds(10), () => store.Tries > 0);
        usage.Hit("track.summary");
        store.Away = false;

        await Servers.Poll.UntilAsync(
            "both hits are stored", TimeSpan.FromSeconds(10), () => store.Stored.Sum(count => count.Count) == 2);
    }

    [Fact]
    public async Task Count_ByManyThreads_LosesNothing()
    {
        var store = new RecordingStore();
        await using (var usage = Create(store, new QuickTime()))
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
            {
                for (var i = 0; i < 20_000; i++)
                {
                    usage.Hit($"engine.{i % 3}");
                }
            })));
        }

        Assert.Equal(160_000, store.Stored.Sum(count => count.Count));
    }

    private static UsageCounters Create(IActivityStore store, TimeProvider? time = null) =>
        new(store, time ?? TimeProvider.System, NullLogger<UsageCounters>.Instance);

    /// <summary>Timers fire a thousand times as often.</summary>
    private sealed class QuickTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime / 1000, period / 1000);
    }

    /// <summary>The port's one method that the counters use; a database that is away on demand.</summary>
    private sealed class RecordingStore : IActivityStore
    {
        private readonly Lock _lock = new();
        private readonly List<UsageCount> _stored = [];
        private int _tries;

        public volatile bool Away;

        public int Tries => Volatile.Read(ref _tries);

        public IReadOnlyList<UsageCount> Stored
        {
            get
            {
                lock (_lock)
                {
                    return [.. _stored];
                }
            }
        }

        public Task AddUsageAsync(IReadOnlyList<UsageCount> counts, CancellationToken cancellationToken)
        {
            if (counts.Count > 0)
            {
                Interlocked.Increment(ref _tries);
            }

            if (Away)
            {
                throw new DependencyUnavailableException("postgres", null);
            }

            lock (_lock)
            {
                _stored.AddRange(counts);
            }

            return Task.CompletedTask;
        }

        public Task<IReadOnlyList<ActivitySlice>> ReadEnginesAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<ActivitySlice>> ReadStepsAsync(
            DateTimeOffset since, TimeSpan step, IReadOnlyList<string> engineIds, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<ActivitySlice>> ReadHoursAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<Workload> ReadWorkloadAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> RollUpAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
