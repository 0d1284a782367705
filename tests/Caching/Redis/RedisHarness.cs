using Microsoft.Extensions.Logging.Abstractions;
using TlEngine.Caching.Redis;
using TlEngine.Settings;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.Caching.Redis;

/// <summary>Connections to Redis; the shared one lives as long as the run.</summary>
internal static class RedisHarness
{
    private static readonly Lazy<Task<RedisConnection>> _shared = new(async () => await OpenAsync((await RedisServer.SharedAsync()).Url));

    public static Task<RedisConnection> SharedAsync() => _shared.Value;

    /// <summary>Connected when it returns.</summary>
    public static async Task<RedisConnection> OpenAsync(string url)
    {
        var connection = New(url);
        await UntilAnswersAsync(connection);
        return connection;
    }

    public static RedisConnection New(string url) =>
        new(RedisAddress.Parse(new Uri(url)), TimeProvider.System, NullLogger<RedisConnection>.Instance);

    public static Task UntilAnswersAsync(RedisConnection connection) => Poll.UntilAsync(
        "Redis answers", TimeSpan.FromSeconds(30), async () => (await new RedisProbe(connection).ProbeAsync(default)).Ok);
}
