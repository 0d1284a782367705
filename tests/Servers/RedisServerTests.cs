using StackExchange.Redis;

namespace TlEngine.Tests.Servers;

public sealed class RedisServerTests
{
    [Fact]
    public async Task Shared_Twice_IsTheSame() =>
        Assert.Same(await RedisServer.SharedAsync(), await RedisServer.SharedAsync());

    [Fact]
    public async Task Flush_KeyThere_RemovesIt()
    {
        await using var server = await RedisServer.StartNewAsync();
        await SetAsync(server);

        await server.FlushAsync();
        Assert.False(await HasAsync(server));
    }

    [Fact]
    public async Task Kill_ThenStart_IsEmpty()
    {
        await using var server = await RedisServer.StartNewAsync();
        await SetAsync(server);

        await server.KillAsync();
        await Assert.ThrowsAsync<RedisConnectionException>(() => HasAsync(server));
        await server.StartAsync();
        Assert.False(await HasAsync(server));
    }

    private static async Task SetAsync(RedisServer server)
    {
        using var client = await ConnectAsync(server);
        await client.GetDatabase().StringSetAsync("key", "value");
        Assert.True(await HasAsync(server));
    }

    private static async Task<bool> HasAsync(RedisServer server)
    {
        using var client = await ConnectAsync(server);
        return await client.GetDatabase().KeyExistsAsync("key");
    }

    private static Task<ConnectionMultiplexer> ConnectAsync(RedisServer server) => ConnectionMultiplexer.ConnectAsync(new ConfigurationOptions
    {
        EndPoints = { { "127.0.0.1", server.Port } }, Password = RedisServer.Password, AbortOnConnectFail = true,
    });
}
