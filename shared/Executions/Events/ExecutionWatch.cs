using Microsoft.Extensions.Logging;
using TlEngine.Readiness;
using TlEngine.Storage;

namespace TlEngine.Executions.Events;

/// <summary>
/// Follows executions for any number of watchers with one query a second for all of them, and at once for what this process changes. It
/// asks nothing while nobody watches; its loop ends with the last watcher.
/// </summary>
internal sealed partial class ExecutionWatch(IExecutionHistory history, ILogger<ExecutionWatch> logger) : IDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Changes that come together are read together.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private readonly HashSet<Watcher> _watchers = [];
    private readonly SemaphoreSlim _nudge = new(0);
    private bool _polling;

    /// <summary>Whether anybody watches.</summary>
    public bool IsPolling
    {
        get
        {
            lock (_lock)
            {
                return _polling;
            }
        }
    }

    /// <param name="seen">The number of the last event known.</param>
    public Watcher Watch(ExecutionId id, int seen)
    {
        var watcher = new Watcher(this, id, seen);
        lock (_lock)
        {
            _watchers.Add(watcher);
            if (!_polling)
            {
                _polling = true;
                _ = Task.Run(PollAsync);
            }
        }

        _nudge.Release();
        return watcher;
    }

    /// <summary>This process has changed the execution: whoever watches it is told now.</summary>
    public void Changed(ExecutionId id)
    {
        lock (_lock)
        {
            if (!_watchers.Any(watcher => watcher.Id == id))
            {
                return;
            }
        }

        _nudge.Release();
    }

    public void Dispose() => _nudge.Dispose();

    internal void Leave(Watcher watcher)
    {
        lock (_lock)
        {
            _watchers.Remove(watcher);
        }
    }

    private async Task PollAsync()
    {
        while (Watched() is { } watchers)
        {
            try
            {
                await ReadAsync(watchers);
            }
            catch (DependencyUnavailableException exception)
            {
                // The watchers hear on when the database is back; their heartbeats go on meanwhile.
                Away(logger, watchers.Length, exception);
            }
            catch (Exception exception)
            {
                // The edge of a loop that nobody awaits: without this line it would end unseen and the streams would stand still.
                Failed(logger, exception);
            }

            if (await _nudge.WaitAsync(Interval))
            {
                await Task.Delay(Gathering);
                while (_nudge.Wait(0))
                {
                }
            }
        }
    }

    /// <returns>Null when there is nobody left; the loop has ended then.</returns>
    private Watcher[]? Watched()
    {
        lock (_lock)
        {
            _polling = _watchers.Count > 0;
            return _polling ? [.. _watchers] : null;
        }
    }

    private async Task ReadAsync(Watcher[] watchers)
    {
        var byId = watchers.ToLookup(watcher => watcher.Id);
        var seen = byId.Select(group => (group.Key, group.Min(watcher => watcher.Seen))).ToList();
        // No token: the query is bounded, and it is nobody's own.
        foreach (var story in await history.FindNewsAsync(seen, CancellationToken.None))
        {
            foreach (var watcher in byId[story.Row.Id])
            {
                watcher.Tell(story);
            }
        }
    }

    [LoggerMessage(1161, LogLevel.Warning, "The executions that {Count} streams follow cannot be read now; trying again.")]
    private static partial void Away(ILogger logger, int count, Exception exception);

    [LoggerMessage(1162, LogLevel.Error, "Following executions met an unexpected fault; trying again.")]
    private static partial void Failed(ILogger logger, Exception exception);
}
