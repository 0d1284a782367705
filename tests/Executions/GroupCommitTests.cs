using System.Collections.Concurrent;
using TlEngine.Executions;
using TlEngine.Readiness;

namespace TlEngine.Tests.Executions;

public sealed class GroupCommitTests
{
    [Fact]
    public async Task AddAsync_WhileAGroupIsCommitted_TheNextOneGathers()
    {
        var groups = new ConcurrentQueue<int>();
        var open = new TaskCompletionSource();
        await using var commit = new GroupCommit<int, int>(async (items, _) =>
        {
            groups.Enqueue(items.Count);
            await open.Task;
            return [.. items.Select(item => item * 2)];
        });
        var first = commit.AddAsync(0, CancellationToken.None);
        await Servers.Poll.UntilAsync("the first group is being committed", TimeSpan.FromSeconds(5), () => groups.Count == 1);
        Task<int>[] others = [.. Enumerable.Range(1, 50).Select(i => commit.AddAsync(i, CancellationToken.None))];
        open.SetResult();

        Assert.Equal(0, await first);
        Assert.Equal(Enumerable.Range(1, 50).Select(i => i * 2), await Task.WhenAll(others));
        Assert.Equal([1, 50], groups);
    }

    [Fact]
    public async Task AddAsync_OneItemIsRefused_OnlyItsCallerGetsTheException()
    {
        await using var commit = new GroupCommit<int, int>((items, _) => items.Contains(13)
            ? throw new InvalidOperationException("13")
            : Task.FromResult<IReadOnlyList<int>>([.. items]));
        Task<int>[] all = [.. Enumerable.Range(0, 30).Select(i => commit.AddAsync(i, CancellationToken.None))];

        await Assert.ThrowsAsync<InvalidOperationException>(() => all[13]);
        Assert.Equal(Enumerable.Range(0, 30).Where(i => i != 13), await Task.WhenAll(all.Where((_, i) => i != 13)));
    }

    [Fact]
    public async Task AddAsync_DependencyAway_EveryCallerIsToldAndTheNextGroupIsTried()
    {
        var away = true;
        await using var commit = new GroupCommit<int, int>((items, _) => away
            ? throw new DependencyUnavailableException("postgres", null)
            : Task.FromResult<IReadOnlyList<int>>([.. items]));

        await Assert.ThrowsAsync<DependencyUnavailableException>(() => commit.AddAsync(1, CancellationToken.None));
        away = false;
        Assert.Equal(2, await commit.AddAsync(2, CancellationToken.None));
    }

    [Fact]
    public async Task DisposeAsync_ItemsWaiting_AreCommittedFirst()
    {
        var committed = 0;
        var commit = new GroupCommit<int, int>(async (items, _) =>
        {
            await Task.Yield();
            committed += items.Count;
            return [.. items];
        });
        Task<int>[] all = [.. Enumerable.Range(0, 300).Select(i => commit.AddAsync(i, CancellationToken.None))];
        await commit.DisposeAsync();

        await Task.WhenAll(all);
        Assert.Equal(300, committed);
    }
}
