namespace TlEngine.Keda.Cost;

/// <summary>The most connections that one pod opens.</summary>
internal sealed record ConnectionsPerPod
{
    public required int Database { get; init; }
    public required int Broker { get; init; }
    public required int BrokerForQueueFunctions { get; init; }
    public required int Cache { get; init; }
}
