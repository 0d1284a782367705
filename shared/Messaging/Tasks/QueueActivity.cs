using System.Collections.Concurrent;

namespace TlEngine.Messaging.Tasks;

/// <summary>When each queue's function was last called and what is in flight: what the watchdog judges by.</summary>
internal sealed class QueueActivity(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, State> _queues = new();

    public IDisposable Enter(string queue)
    {
        var state = _queues.GetOrAdd(queue, _ => new State());
        Interlocked.Increment(ref state.InFlight);
        return new Invocation(this, state);
    }

    public bool IsBusy(string queue) => _queues.TryGetValue(queue, out var state) && Volatile.Read(ref state.InFlight) > 0;

    /// <summary>Null when it was never called.</summary>
    public TimeSpan? IdleFor(string queue) =>
        _queues.TryGetValue(queue, out var state) ? time.GetElapsedTime(Volatile.Read(ref state.LastEnded)) : null;

    private sealed class State
    {
        public int InFlight;
        public long LastEnded;
    }

    private sealed class Invocation(QueueActivity activity, State state) : IDisposable
    {
        public void Dispose()
        {
            Volatile.Write(ref state.LastEnded, activity.Now);
            Interlocked.Decrement(ref state.InFlight);
        }
    }

    private long Now => time.GetTimestamp();
}
