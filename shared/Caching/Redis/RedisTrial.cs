using StackExchange.Redis;
using TlEngine.Readiness.Connections;
using TlEngine.Settings;

namespace TlEngine.Caching.Redis;

/// <summary>Writes a key that expires, reads it back and removes it.</summary>
internal sealed class RedisTrial(RedisAddress address, TimeProvider time) : IConnectionTrial
{
    private const string Setting = "REDIS_URL";
    private static readonly string[] Refusals = ["NOAUTH", "WRONGPASS", "AuthenticationFailure"];
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    public async Task<ConnectionVerdict> TryAsync(CancellationToken cancellationToken)
    {
        if (await Reach.FaultAsync(address.Host, address.Port, Setting, time, cancellationToken) is { } fault)
        {
            return ConnectionVerdict.Failed(fault);
        }

        var options = RedisOptions.For(address);
        RedisOptions.TrySetUser(options, address.User);
        // Unlike the service, this wants to hear why a first connection fails.
        options.AbortOnConnectFail = true;
        try
        {
            using var multiplexer = await ConnectionMultiplexer.ConnectAsync(options).WaitAsync(cancellationToken);
            RedisOptions.CompleteAwaitsAtOnce(multiplexer);
            return await RoundTripAsync(multiplexer.GetDatabase()).WaitAsync(cancellationToken);
        }
        catch (RedisServerException refused)
        {
            return ConnectionVerdict.Failed(CauseOf(refused));
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            return ConnectionVerdict.Failed(IsLogin(exception) ? LoginFault() : ProtocolFault());
        }
    }

    private async Task<ConnectionVerdict> RoundTripAsync(IDatabase database)
    {
        RedisKey key = $"engine:connection-check:{Guid.NewGuid():N}";
        await database.StringSetAsync(key, "here", Lifetime);
        var found = await database.StringGetAsync(key);
        await database.KeyDeleteAsync(key);
        return found == "here"
            ? ConnectionVerdict.Ok($"Redis at {address.Host}:{address.Port}, database {address.Database}")
            : ConnectionVerdict.Failed($"a key written to {address.Host}:{address.Port} was not there to be read: is it full?");
    }

    private string LoginFault()
    {
        var whose = address.User is { } user ? $" of the user {user}" : "";
        var fault = address.Password is null ? "missing" : "wrong";
        return $"the password{whose} is {fault}: correct {Setting}, special characters percent-encoded";
    }

    private string ProtocolFault()
    {
        var other = address.Tls ? "redis:// (without TLS)" : "rediss:// (with TLS)";
        return $"{address.Host}:{address.Port} listens but does not answer as Redis: check the port, and {other} in {Setting}";
    }

    private static string CauseOf(RedisServerException refused) => refused.Message.Split(' ')[0] switch
    {
        "NOPERM" => "the user may not read or write keys below engine: - widen its ACL",
        "OOM" => "the server's memory is full: give it more, or an eviction policy (allkeys-lru)",
        "READONLY" => $"the server is a replica that takes no writes: put the primary's address into {Setting}",
        var code => $"the server refuses a key with {code}: see its log",
    };

    /// <summary>The client's versions wrap a refused login differently; its kind or word is in the chain.</summary>
    private static bool IsLogin(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure }
                || Refusals.Any(word => exception.Message.Contains(word, StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }
}
