using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using TlEngine.Readiness;
using TlEngine.Settings;

namespace TlEngine.Caching.Redis;

/// <summary>
/// The multiplexer, connected in the background from construction on. A call never waits long: while the server is known to be away it
/// fails at once, and after a command that got no answer in time only one call per second finds out whether it does again.
/// </summary>
internal sealed class RedisConnection : IDisposable
{
    private static readonly TimeSpan FirstConnect = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ConnectPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    private readonly ILogger<RedisConnection> _logger;
    private readonly TimeProvider _time;
    private readonly Task<ConnectionMultiplexer> _connecting;
    private readonly CancellationTokenSource _disposing = new();
    private long _silentUntil;

    public RedisConnection(RedisAddress address, TimeProvider time, ILogger<RedisConnection> logger)
    {
        (_logger, _time) = (logger, time);
        // Own thread: version 1.2 blocks while it resolves the name.
        _connecting = Task.Run(() => ConnectAsync(address, _disposing.Token));
    }

    /// <summary>Runs a command. It may have been executed although this throws, as always where a server goes away.</summary>
    public async Task<T> RunAsync<T>(Func<IDatabase, Task<T>> command, CancellationToken cancellationToken)
    {
        try
        {
            var multiplexer = await ReachableAsync(cancellationToken);
            var answer = await AnswerAsync(multiplexer, command, cancellationToken);
            Volatile.Write(ref _silentUntil, 0);
            return answer;
        }
        catch (Exception exception) when (exception is RedisException or SocketException or ObjectDisposedException)
        {
            throw Unavailable(exception);
        }
        catch (TimeoutException exception)
        {
            Volatile.Write(ref _silentUntil, _time.GetUtcNow().Add(Silence).UtcTicks);
            throw Unavailable(exception);
        }
    }

    public void Dispose()
    {
        _disposing.Cancel();
        if (_connecting.IsCompletedSuccessfully)
        {
            _connecting.Result.Dispose();
        }

        _disposing.Dispose();
    }

    private async Task<ConnectionMultiplexer> ConnectAsync(RedisAddress address, CancellationToken disposing)
    {
        var options = RedisOptions.For(address);
        if (!RedisOptions.TrySetUser(options, address.User))
        {
            CachingLog.UserNotSupported(_logger);
        }

        while (true)
        {
            try
            {
                return Watch(await ConnectionMultiplexer.ConnectAsync(options));
            }
            catch (Exception exception) when (exception is RedisException or SocketException)
            {
                // A name that does not resolve ends the attempt; from a first connection on the multiplexer sees to itself.
                CachingLog.Away(_logger, exception.GetType().Name);
                await Task.Delay(ConnectPause, _time, disposing);
            }
        }
    }

    private ConnectionMultiplexer Watch(ConnectionMultiplexer multiplexer)
    {
        RedisOptions.CompleteAwaitsAtOnce(multiplexer);
        multiplexer.ConnectionFailed += (_, failure) => CachingLog.Away(_logger, failure.FailureType.ToString());
        multiplexer.ConnectionRestored += (_, _) => CachingLog.Connected(_logger);
        if (multiplexer.IsConnected)
        {
            CachingLog.Connected(_logger);
        }
        else
        {
            CachingLog.Away(_logger, "no first connection");
        }

        return multiplexer;
    }

    private async Task<ConnectionMultiplexer> ReachableAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var silentUntil = Volatile.Read(ref _silentUntil);
        if (silentUntil > now.UtcTicks)
        {
            throw Unavailable(null);
        }

        if (silentUntil > 0 && Interlocked.CompareExchange(ref _silentUntil, now.Add(Silence).UtcTicks, silentUntil) != silentUntil)
        {
            // Another call is finding out.
            throw Unavailable(null);
        }

        var multiplexer = _connecting.IsCompleted ? await _connecting : await _connecting.WaitAsync(FirstConnect, _time, cancellationToken);
        return multiplexer.IsConnected ? multiplexer : throw Unavailable(null);
    }

    private async Task<T> AnswerAsync<T>(
        ConnectionMultiplexer multiplexer, Func<IDatabase, Task<T>> command, CancellationToken cancellationToken)
    {
        try
        {
            return await command(multiplexer.GetDatabase()).WaitAsync(CommandTimeout, _time, cancellationToken);
        }
        catch (RedisConnectionException refused) when (refused.FailureType == ConnectionFailureType.UnableToResolvePhysicalConnection)
        {
            // Never sent: version 1.2 refuses single commands on a healthy connection.
            return await command(multiplexer.GetDatabase()).WaitAsync(CommandTimeout, _time, cancellationToken);
        }
    }

    private static DependencyUnavailableException Unavailable(Exception? cause) => new("redis", cause);
}
