using System.Threading.Channels;

namespace TlEngine.Executions.Events;

/// <summary>One watcher of one execution, until disposed. One reader.</summary>
internal sealed class Watcher(ExecutionWatch watch, ExecutionId id, int seen) : IDisposable
{
    // A newer story tells all that an older one does.
    private readonly Channel<ExecutionStory> _stories = Channel.CreateBounded<ExecutionStory>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private int _seen = seen;

    public ExecutionId Id => id;

    /// <summary>The number of the last event told.</summary>
    public int Seen => Volatile.Read(ref _seen);

    /// <summary>The story as soon as it has news; null when there were none for that long.</summary>
    public async Task<ExecutionStory?> NextAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await _stories.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose() => watch.Leave(this);

    internal void Tell(ExecutionStory story)
    {
        if (story.History[^1].Sequence > Seen)
        {
            Volatile.Write(ref _seen, story.History[^1].Sequence);
            _stories.Writer.TryWrite(story);
        }
    }
}
