using System.Reflection;
using System.Security.Authentication;
using StackExchange.Redis;
using TlEngine.Settings;

namespace TlEngine.Caching.Redis;

/// <summary>
/// How this service talks to Redis, in the API that the client's versions 1.2 and 3 share; what only one of them has is set where it
/// exists.
/// </summary>
internal static class RedisOptions
{
    private const int ConnectMilliseconds = 2_000;
    private const int CommandMilliseconds = 1_000;

    public static ConfigurationOptions For(RedisAddress address)
    {
        var options = new ConfigurationOptions
        {
            EndPoints = { { address.Host, address.Port } },
            Password = address.Password,
            DefaultDatabase = address.Database,
            Ssl = address.Tls,
            SslHost = address.Tls ? address.Host : null,
            ClientName = "tl-engine",
            AbortOnConnectFail = false,
            ConnectRetry = 1,
            ConnectTimeout = ConnectMilliseconds,
            SyncTimeout = CommandMilliseconds,
            KeepAlive = 15,
        };
        if (address.Tls)
        {
            // None leaves the version to the operating system; version 1.2 would ask for old ones.
            options.SslProtocols = SslProtocols.None;
        }

        SetWhereItExists(options, "AsyncTimeout", CommandMilliseconds);
        return options;
    }

    /// <summary>False where the client has no user names and this one is not the default user.</summary>
    public static bool TrySetUser(ConfigurationOptions options, string? user) =>
        user is null or "default" || SetWhereItExists(options, "User", user);

    /// <summary>
    /// Version 1.2 completes its awaits through a queue that never runs on this runtime, unless told not to; later versions have no such
    /// queue.
    /// </summary>
    public static void CompleteAwaitsAtOnce(ConnectionMultiplexer multiplexer) =>
        SetWhereItExists(multiplexer, "PreserveAsyncOrder", false);

    private static bool SetWhereItExists(object target, string name, object value)
    {
        var property = target.GetType().GetProperty(name, BindingFlags.Public | BindingFlags.Instance);
        property?.SetValue(target, value);
        return property is not null;
    }
}
