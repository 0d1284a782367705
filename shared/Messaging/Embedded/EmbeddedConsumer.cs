using Microsoft.Extensions.Logging;

namespace TlEngine.Messaging.Embedded;

/// <summary>Hands the messages of a queue in memory to a handler, so many at once. A handler's token trips when disposing begins.</summary>
internal sealed class EmbeddedConsumer : IMessageConsumer
{
    private readonly EmbeddedQueue _queue;
    private readonly string _name;
    private readonly Func<IncomingMessage, CancellationToken, Task> _handler;
    private readonly Action _release;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _loops;
    private int _disposed;

    public EmbeddedConsumer(
        EmbeddedQueue queue, string name, int prefetch, Func<IncomingMessage, CancellationToken, Task> handler, Action release,
        ILogger logger)
    {
        (_queue, _name, _handler, _release, _logger) = (queue, name, handler, release, logger);
        _queue.Subscribe(1);
        var stopping = _stopping.Token;
        _loops = Task.WhenAll(Enumerable.Range(0, prefetch).Select(_ => Task.Run(() => LoopAsync(stopping), CancellationToken.None)));
    }

    public bool IsRunning => _disposed == 0;

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        await _stopping.CancelAsync();
        await _loops;
        _queue.Subscribe(-1);
        _stopping.Dispose();
        _release();
    }

    private async Task LoopAsync(CancellationToken stopping)
    {
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                await _queue.WaitAsync(stopping);
                foreach (var (place, message) in _queue.Take(1))
                {
                    await HandleAsync(place, message, stopping);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Disposing ends the wait.
        }
    }

    private async Task HandleAsync(long place, OutgoingMessage message, CancellationToken stopping)
    {
        try
        {
            await _handler(new IncomingMessage(message.Body, message.Properties), stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            _queue.GiveBack(place, message);
        }
        catch (Exception exception)
        {
            // The edge: whatever a handler throws, its message goes back.
            EmbeddedLog.HandlerThrew(_logger, exception, _name);
            _queue.GiveBack(place, message);
        }
    }
}
