using Microsoft.Extensions.Logging.Abstractions;
using TlEngine.Executions;
using TlEngine.Executions.Events;
using TlEngine.Storage;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.Executions.Events;

public sealed class ExecutionWatchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Watch_TwoHundredStreamsOfTenExecutions_AskOneQuestionAtATime()
    {
        var history = new CountingHistory();
        using var watch = new ExecutionWatch(history, NullLogger<ExecutionWatch>.Instance);
        var ids = Enumerable.Range(0, 10).Select(_ => new ExecutionId(Guid.NewGuid())).ToList();
        var watchers = Enumerable.Range(0, 200).Select(i => watch.Watch(ids[i % 10], 0)).ToList();

        var stories = await Task.WhenAll(watchers.Select(watcher => watcher.NextAsync(Patience, TimeProvider.System, default)));

        Assert.All(stories.Zip(watchers), pair => Assert.Equal(pair.Second.Id, pair.First!.Row.Id));
        Assert.InRange(history.Questions, 1, 20);
        Assert.InRange(history.LargestQuestion, 1, 10);
        watchers.ForEach(watcher => watcher.Dispose());
    }

    [Fact]
    public async Task Changed_InThisProcess_IsToldBeforeTheNextInterval()
    {
        var history = new CountingHistory();
        using var watch = new ExecutionWatch(history, NullLogger<ExecutionWatch>.Instance);
        var id = new ExecutionId(Guid.NewGuid());
        using var watcher = watch.Watch(id, 0);
        await watcher.NextAsync(Patience, TimeProvider.System, default);
        history.Events = 2;

        watch.Changed(id);

        Assert.Equal(2, (await watcher.NextAsync(Patience, TimeProvider.System, default))!.History[^1].Sequence);
    }

    [Fact]
    public async Task Next_NoNews_IsNullAfterTheHeartbeat()
    {
        using var watch = new ExecutionWatch(new CountingHistory(), NullLogger<ExecutionWatch>.Instance);
        using var watcher = watch.Watch(new ExecutionId(Guid.NewGuid()), 1);

        Assert.Null(await watcher.NextAsync(TimeSpan.FromMilliseconds(30), TimeProvider.System, default));
    }

    [Fact]
    public async Task Watch_NobodyLeft_AsksNoMore()
    {
        var history = new CountingHistory();
        using var watch = new ExecutionWatch(history, NullLogger<ExecutionWatch>.Instance);
        var id = new ExecutionId(Guid.NewGuid());
        using (var watcher = watch.Watch(id, 0))
        {
            await watcher.NextAsync(Patience, TimeProvider.System, default);
        }

        await Poll.UntilAsync("the loop ends", Patience, () => !watch.IsPolling);

        watch.Changed(id);
        Assert.False(watch.IsPolling);
    }

    private sealed class CountingHistory : IExecutionHistory
    {
        private int _questions;

        public int Events { get; set; } = 1;

        public int Questions => Volatile.Read(ref _questions);

        public int LargestQuestion { get; private set; }

        public Task<IReadOnlyList<ExecutionStory>> FindNewsAsync(
            IReadOnlyList<(ExecutionId Id, int Sequence)> seen, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _questions);
            LargestQuestion = Math.Max(LargestQuestion, seen.Count);
            return Task.FromResult<IReadOnlyList<ExecutionStory>>(
                [.. seen.Where(known => known.Sequence < Events).Select(known => StoryOf(known.Id))]);
        }

        private ExecutionStory StoryOf(ExecutionId id) => new(
            new Execution
            {
                Id = id, EngineId = "e", EngineVersion = "1", Action = "run", Caller = "c", Source = ExecutionSource.Http,
                Fingerprint = default, Status = ExecutionStatus.Queued, Input = new Payload(null, "f", PayloadEncoding.Plain, 0), Options = "{}",
                Tags = [], Priority = ExecutionPriority.Normal, Attempts = 0, MaxAttempts = 1, Fence = 0, Timeout = TimeSpan.FromSeconds(1),
                CreatedAt = default, DueAt = default,
            },
            [.. Enumerable.Range(1, Events).Select(i => new HistoryEntry(i, ExecutionStatus.Queued, default, 0))]);
    }
}
