using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace TlEngine.Tests.Servers;

public sealed class RabbitServerTests
{
    [Fact]
    public async Task CreateVhost_Twice_SeparatesQueues()
    {
        var server = await RabbitServer.SharedAsync();
        var first = await server.CreateVhostAsync();
        var second = await server.CreateVhostAsync();

        await DeclareAsync(first, "only-here");
        Assert.Equal(0u, await CountAsync(first, "only-here"));
        await Assert.ThrowsAsync<OperationInterruptedException>(() => CountAsync(second, "only-here"));

        await server.DeleteQueueAsync(first, "only-here");
        await Assert.ThrowsAsync<OperationInterruptedException>(() => CountAsync(first, "only-here"));
        await server.DeleteVhostAsync(first);
        await server.DeleteVhostAsync(second);
        // The broker closes the connection right after it has opened it: the client may notice then, or at the next step.
        var exception = await Record.ExceptionAsync(() => CountAsync(first, "only-here"));
        Assert.True(exception is BrokerUnreachableException or OperationInterruptedException, $"{exception}");
    }

    [Fact]
    public async Task Kill_ThenStart_KeepsDurableQueues()
    {
        await using var server = await RabbitServer.StartNewAsync();
        var url = await server.CreateVhostAsync();
        await DeclareAsync(url, "durable");

        await server.KillAsync();
        await Assert.ThrowsAsync<BrokerUnreachableException>(() => CountAsync(url, "durable"));
        await server.StartAsync();
        Assert.Equal(0u, await CountAsync(url, "durable"));
    }

    private static async Task DeclareAsync(string url, string queue)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(url) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
    }

    private static async Task<uint> CountAsync(string url, string queue)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(url) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        return (await channel.QueueDeclarePassiveAsync(queue)).MessageCount;
    }
}
