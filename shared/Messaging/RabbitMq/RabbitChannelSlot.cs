using RabbitMQ.Client;

namespace TlEngine.Messaging.RabbitMq;

/// <summary>One channel that is opened on demand and replaced after it was closed.</summary>
internal sealed class RabbitChannelSlot(RabbitConnection connection, Func<CreateChannelOptions> options) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile IChannel? _channel;

    public async ValueTask<IChannel> GetAsync(CancellationToken cancellationToken)
    {
        if (_channel is { IsOpen: true } open)
        {
            return open;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_channel is { IsOpen: true } opened)
            {
                return opened;
            }

            await DiscardAsync();
            return _channel = await OpenAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync();
        await DiscardAsync();
        _gate.Release();
    }

    private async Task<IChannel> OpenAsync(CancellationToken cancellationToken)
    {
        var open = await connection.GetAsync(cancellationToken);
        try
        {
            return await open.CreateChannelAsync(options(), cancellationToken);
        }
        catch (Exception exception) when (RabbitErrors.IsAway(exception, cancellationToken))
        {
            throw RabbitErrors.Away(exception);
        }
    }

    private async Task DiscardAsync()
    {
        if (Interlocked.Exchange(ref _channel, null) is { } old)
        {
            await old.AbortAsync(CancellationToken.None); // A channel is given back whole, whoever waits.
            await old.DisposeAsync();
        }
    }
}
