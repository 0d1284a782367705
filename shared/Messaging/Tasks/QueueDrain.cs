using System.Collections.Concurrent;

namespace TlEngine.Messaging.Tasks;

/// <summary>One drain: many pulled messages in flight, acknowledged as they settle. Only the pulling loop touches the channel.</summary>
internal sealed class QueueDrain(IMessagePuller puller, Func<IncomingMessage, Task> handle, TimeProvider time) : IDisposable
{
    /// <summary>With the trigger's own message 200 unacknowledged at most.</summary>
    private const int Capacity = 199;

    private const int TakeAtOnce = 64;
    private const long MaxBytesInFlight = 32 * 1024 * 1024;

    /// <summary>How often an empty queue is asked again while slow work is in flight.</summary>
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<ulong, Flight> _inFlight = new();
    private readonly ConcurrentQueue<IncomingMessage> _settled = new();
    private readonly SemaphoreSlim _progress = new(0);
    private long _bytesInFlight;

    public async Task PullAsync(Task first, TimeSpan budget, TimeSpan longest, CancellationToken stopping)
    {
        var began = time.GetTimestamp();
        _ = first.ContinueWith(_ => _progress.Release(), TaskScheduler.Default);
        while (!stopping.IsCancellationRequested && MayPull(began, first, budget, longest))
        {
            await AcknowledgeAsync();
            var room = Volatile.Read(ref _bytesInFlight) < MaxBytesInFlight ? Math.Min(Capacity - _inFlight.Count, TakeAtOnce) : 0;
            var taken = room > 0 ? await puller.TakeAsync(room, stopping) : [];
            foreach (var message in taken)
            {
                Start(message);
            }

            if (taken.Count > 0)
            {
                continue;
            }

            if (_inFlight.IsEmpty && first.IsCompleted)
            {
                return;
            }

            await _progress.WaitAsync(AskAgain, stopping);
        }
    }

    /// <summary>Waits for what is in flight and acknowledges it.</summary>
    public async Task SettleAsync()
    {
        await Task.WhenAll(_inFlight.Values.Select(flight => flight.Work));
        await AcknowledgeAsync();
    }

    public void Dispose() => _progress.Dispose();

    private bool MayPull(long began, Task first, TimeSpan budget, TimeSpan longest)
    {
        var elapsed = time.GetElapsedTime(began);
        var slow = !first.IsCompleted || _inFlight.Values.Any(flight => time.GetElapsedTime(flight.Began) > budget);
        return elapsed < budget || (slow && elapsed < longest);
    }

    private void Start(IncomingMessage message)
    {
        Interlocked.Add(ref _bytesInFlight, message.Body.Length);
        var flight = new Flight(time.GetTimestamp());
        _inFlight[message.Tag] = flight;
        flight.Work = WorkAsync(message);
    }

    private async Task WorkAsync(IncomingMessage message)
    {
        await Task.Yield();
        await handle(message);
        _settled.Enqueue(message);
        _inFlight.TryRemove(message.Tag, out _);
        Interlocked.Add(ref _bytesInFlight, -message.Body.Length);
        _progress.Release();
    }

    private async Task AcknowledgeAsync()
    {
        List<IncomingMessage> settled = [];
        while (_settled.TryDequeue(out var message))
        {
            settled.Add(message);
        }

        if (settled.Count > 0)
        {
            await puller.AcknowledgeAsync(settled, CancellationToken.None);
        }
    }

    private sealed class Flight(long began)
    {
        public long Began => began;

        public Task Work { get; set; } = Task.CompletedTask;
    }
}
