using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using TlEngine.Readiness;
using TlEngine.Settings;

namespace TlEngine.Messaging.RabbitMq;

/// <summary>
/// The one connection of this process, opened on demand and again after it was lost. While the broker is known to be away every call
/// fails at once; one attempt per backoff step finds out whether it is back. The client's own recovery is off: it does not cover a first
/// connect that fails, and two owners of one reconnect race.
/// </summary>
internal sealed class RabbitConnection(AmqpAddress address, TimeProvider time, ILogger<RabbitConnection> logger) : IAsyncDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private readonly ConnectionFactory _factory = RabbitFactory.For(address);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile IConnection? _connection;
    private DependencyUnavailableException? _lastFailure;
    private DateTimeOffset _retryAt = DateTimeOffset.MinValue;
    private int _failures;
    private bool _disposed;

    /// <summary>Runs on every new connection before anybody gets it.</summary>
    public Func<IConnection, CancellationToken, Task> Prepare { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>How long calls still fail without an attempt.</summary>
    public TimeSpan UntilRetry => _retryAt - time.GetUtcNow() is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    /// <summary>The open connection.</summary>
    public async ValueTask<IConnection> GetAsync(CancellationToken cancellationToken)
    {
        if (_connection is { IsOpen: true } open)
        {
            return open;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_connection is { IsOpen: true } opened)
            {
                return opened;
            }

            if (UntilRetry > TimeSpan.Zero)
            {
                throw RabbitErrors.Away(_lastFailure?.InnerException);
            }

            await DiscardAsync();
            return await OpenAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync();
        try
        {
            _disposed = true;
            await DiscardAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<IConnection> OpenAsync(CancellationToken cancellationToken)
    {
        IConnection? connection = null;
        try
        {
            using var deadline = new CancellationTokenSource(ConnectTimeout, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
            connection = await _factory.CreateConnectionAsync(both.Token);
            Watch(connection);
            await Prepare(connection, both.Token);
        }
        catch (Exception exception) when (RabbitErrors.IsAway(exception, cancellationToken) || exception is DependencyUnavailableException)
        {
            await AbortAsync(connection);
            if (_failures == 0)
            {
                // The exception's own text names hosts; its type is enough to act on.
                RabbitLog.ConnectFailed(logger, exception.GetBaseException().GetType().Name);
            }

            _failures++;
            _retryAt = time.GetUtcNow() + ReconnectBackoff.After(_failures);
            _lastFailure = RabbitErrors.Away(exception);
            throw _lastFailure;
        }
        catch
        {
            await AbortAsync(connection);
            throw;
        }

        _failures = 0;
        _retryAt = DateTimeOffset.MinValue;
        _connection = connection;
        RabbitLog.Connected(logger);
        return connection;
    }

    private void Watch(IConnection connection)
    {
        connection.ConnectionShutdownAsync += (_, reason) =>
        {
            if (reason.Initiator != ShutdownInitiator.Application)
            {
                RabbitLog.ConnectionLost(logger, reason.ReplyText);
            }

            return Task.CompletedTask;
        };
        connection.ConnectionBlockedAsync += (_, reason) =>
        {
            RabbitLog.Blocked(logger, reason.Reason);
            return Task.CompletedTask;
        };
    }

    private Task DiscardAsync() => AbortAsync(Interlocked.Exchange(ref _connection, null));

    private static async Task AbortAsync(IConnection? connection)
    {
        if (connection is not null)
        {
            await connection.AbortAsync(CloseTimeout);
            await connection.DisposeAsync();
        }
    }
}
