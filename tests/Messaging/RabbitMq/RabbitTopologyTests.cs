using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using TlEngine.Messaging;
using TlEngine.Messaging.RabbitMq;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.Messaging.RabbitMq;

/// <summary>The topology as the contract writes it, and what happens where a producer was there first.</summary>
public sealed class RabbitTopologyTests
{
    private readonly ListLogger _log = ListLogger.Create();

    public static TheoryData<string, bool, bool, string?> ForeignDeclarations() => new()
    {
        { "not durable", false, false, null },
        { "auto-delete", true, true, null },
        { "arguments", true, false, "x-max-length" },
        { "quorum", true, false, "x-queue-type" },
    };

    [Fact]
    public async Task Declare_EmptyVhost_IsWhatTheContractSays()
    {
        var url = await NewVhostAsync();
        await using var broker = RabbitHarness.Broker(url, _log);
        Assert.Empty((await broker.DeclareTopologyAsync(default)).Foreign);

        // A declaration that differs in anything would close the channel and throw.
        await using var producer = await RabbitHarness.ProducerAsync(url);
        await using var channel = await producer.CreateChannelAsync();
        foreach (var queue in (string[])["engine:tasks", "engine:tasks:high", "engine:webhooks"])
        {
            await channel.QueueDeclareAsync(queue, true, false, false, null, false, false, default);
        }

        await DeclareAsync(channel, "engine:tasks:dead", new() { ["x-max-length-bytes"] = 104_857_600L });
        foreach (var (tier, milliseconds) in ((string, int)[])
            [("5s", 5_000), ("30s", 30_000), ("2m", 120_000), ("10m", 600_000), ("1h", 3_600_000), ("6h", 21_600_000)])
        {
            await DeclareAsync(
                channel, $"engine:retry:{tier}", new() { ["x-message-ttl"] = milliseconds, ["x-dead-letter-exchange"] = "" });
            await channel.ExchangeDeclareAsync($"engine:retry:{tier}", "fanout", true, false, null, false, false, default);
        }

        await channel.ExchangeDeclareAsync("engine:routing", "direct", true, false, null, false, false, default);
        await channel.ExchangeDeclareAsync("engine:events", "fanout", true, false, null, false, false, default);
        Assert.Empty((await broker.DeclareTopologyAsync(default)).Foreign);
    }

    [Fact]
    public async Task Declare_ProducerDeclaredTheSameFirst_IsOurs()
    {
        var url = await NewVhostAsync();
        await using var producer = await RabbitHarness.ProducerAsync(url);
        await using var channel = await producer.CreateChannelAsync();
        await channel.QueueDeclareAsync(Topology.Tasks, true, false, false, null, false, false, default);
        await using var broker = RabbitHarness.Broker(url, _log);

        Assert.Empty((await broker.DeclareTopologyAsync(default)).Foreign);
        Assert.DoesNotContain(_log.Entries, entry => entry.Level == LogLevel.Error);
    }

    [Theory]
    [MemberData(nameof(ForeignDeclarations))]
    public async Task Declare_ProducerDeclaredAnotherFirst_IsAdoptedAndWorks(string how, bool durable, bool autoDelete, string? argument)
    {
        var url = await NewVhostAsync();
        await using var producer = await RabbitHarness.ProducerAsync(url);
        await using var channel = await producer.CreateChannelAsync();
        Dictionary<string, object?>? arguments = argument switch
        {
            null => null,
            "x-queue-type" => new() { [argument] = "quorum" },
            _ => new() { [argument] = 1_000 },
        };
        await channel.QueueDeclareAsync(Topology.Tasks, durable, false, autoDelete, arguments, false, false, default);
        await channel.BasicPublishAsync("", Topology.Tasks, "there before us"u8.ToArray());
        await using var broker = RabbitHarness.Broker(url, _log);

        Assert.Equal([Topology.Tasks], (await broker.DeclareTopologyAsync(default)).Foreign);
        await broker.DeclareTopologyAsync(default);

        var error = Assert.Single(_log.Entries, entry => entry.Level == LogLevel.Error).Text;
        Assert.Contains(Topology.Tasks, error, StringComparison.Ordinal);
        Assert.Contains("delete the queue when it is empty", error, StringComparison.Ordinal);
        Assert.Contains("durable", error, StringComparison.Ordinal);
        var probe = await new RabbitProbe(broker, true, TimeProvider.System).ProbeAsync(default);
        Assert.True(probe is { Ok: true, Degraded: true }, how);
        Assert.Contains(Topology.Tasks, probe.Detail, StringComparison.Ordinal);
        await AssertWorksAsync(broker, how);
    }

    [Fact]
    public async Task Declare_QueueDeletedAsTheLogAdvises_IsOursAgain()
    {
        var url = await NewVhostAsync();
        await using var producer = await RabbitHarness.ProducerAsync(url);
        await using var channel = await producer.CreateChannelAsync();
        await channel.QueueDeclareAsync(Topology.UrgentTasks, false, false, false, null, false, false, default);
        await using var broker = RabbitHarness.Broker(url, _log);
        Assert.Equal([Topology.UrgentTasks], (await broker.DeclareTopologyAsync(default)).Foreign);

        await channel.QueueDeleteAsync(Topology.UrgentTasks, false, false, false, default);

        Assert.Empty((await broker.DeclareTopologyAsync(default)).Foreign);
        Assert.Equal(TlEngine.Readiness.ProbeResult.Healthy, await new RabbitProbe(broker, true, TimeProvider.System).ProbeAsync(default));
    }

    [Fact]
    public async Task Declare_ProducerDeclaresAnotherAfterUs_IsRefusedAndOursStays()
    {
        var url = await NewVhostAsync();
        await using var broker = RabbitHarness.Broker(url, _log);
        await broker.DeclareTopologyAsync(default);
        await using var producer = await RabbitHarness.ProducerAsync(url);
        await using var channel = await producer.CreateChannelAsync();

        var refused = await Assert.ThrowsAsync<RabbitMQ.Client.Exceptions.OperationInterruptedException>(
            () => channel.QueueDeclareAsync(Topology.Tasks, false, false, false, null, false, false, default));
        Assert.Equal(RabbitErrors.PreconditionFailed, refused.ShutdownReason!.ReplyCode);
        Assert.Empty((await broker.DeclareTopologyAsync(default)).Foreign);
    }

    private static async Task<string> NewVhostAsync() => await (await RabbitServer.SharedAsync()).CreateVhostAsync();

    private static Task<QueueDeclareOk> DeclareAsync(IChannel channel, string queue, Dictionary<string, object?> arguments) =>
        channel.QueueDeclareAsync(queue, true, false, false, arguments, false, false, default);

    private static async Task AssertWorksAsync(RabbitBroker broker, string how)
    {
        await broker.PublishAsync([MessageBrokerContract.Message("ours")], default);
        List<string> taken = [];
        await using var puller = await broker.OpenPullerAsync(Topology.Tasks, default);
        await Poll.UntilAsync($"both messages come out of a queue that is {how}", TimeSpan.FromSeconds(10), async () =>
        {
            var messages = await puller.TakeAsync(10, default);
            taken.AddRange(messages.Select(MessageBrokerContract.TextOf));
            await puller.AcknowledgeAsync(messages, default);
            return taken.Count == 2;
        });
        Assert.Equal(["there before us", "ours"], taken);
    }
}
