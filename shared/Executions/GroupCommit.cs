using System.Threading.Channels;
using TlEngine.Observability;
using TlEngine.Readiness;

namespace TlEngine.Executions;

/// <summary>
/// Lets many callers share one transaction: while one group is being committed the next one gathers, so a group is as large as the load
/// makes it and a lone caller never waits for company. Owned by the container; disposing ends after what was added is committed.
/// </summary>
/// <param name="commit">Commits a group and answers in its order.</param>
/// <param name="largest">The largest group.</param>
/// <param name="name">By which the sizes of its groups are measured; null where nobody asks.</param>
internal sealed class GroupCommit<TItem, TOutcome> : IAsyncDisposable
{
    private readonly Channel<Entry> _waiting;
    private readonly Func<IReadOnlyList<TItem>, CancellationToken, Task<IReadOnlyList<TOutcome>>> _commit;
    private readonly int _largest;
    private readonly string? _name;
    private readonly Task _loop;

    public GroupCommit(
        Func<IReadOnlyList<TItem>, CancellationToken, Task<IReadOnlyList<TOutcome>>> commit, int largest = 128, string? name = null)
    {
        _commit = commit;
        _largest = largest;
        _name = name;
        _waiting = Channel.CreateBounded<Entry>(new BoundedChannelOptions(4096) { SingleReader = true });
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Waits for the commit, not for the caller's patience: what was added is committed even when the wait is given up.</summary>
    public async Task<TOutcome> AddAsync(TItem item, CancellationToken cancellationToken)
    {
        var entry = new Entry(item);
        await _waiting.Writer.WriteAsync(entry, cancellationToken);
        return await entry.Outcome.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
    }

    private async Task RunAsync()
    {
        var group = new List<Entry>(_largest);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (group.Count < _largest && _waiting.Reader.TryRead(out var entry))
            {
                group.Add(entry);
            }

            Measure(group.Count);
            await CommitAsync(group);
            group.Clear();
        }
    }

    private void Measure(int size)
    {
        if (_name is not null)
        {
            Instruments.GroupSizes.Record(size, new KeyValuePair<string, object?>("group", _name));
        }
    }

    private async Task CommitAsync(List<Entry> group)
    {
        try
        {
            // No token: a caller that gives up must not undo the others' commit, and the adapter bounds the time.
            var outcomes = await _commit([.. group.Select(entry => entry.Item)], CancellationToken.None);
            for (var i = 0; i < group.Count; i++)
            {
                group[i].Outcome.SetResult(outcomes[i]);
            }
        }
        catch (Exception exception) when (group.Count == 1 || exception is DependencyUnavailableException)
        {
            group.ForEach(entry => entry.Outcome.SetException(exception));
        }
        catch (Exception)
        {
            // One item that the database refuses must not fail its neighbours: each is tried alone, and the guilty one gets the exception.
            foreach (var entry in group)
            {
                await CommitAsync([entry]);
            }
        }
    }

    private sealed record Entry(TItem Item)
    {
        public TaskCompletionSource<TOutcome> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
