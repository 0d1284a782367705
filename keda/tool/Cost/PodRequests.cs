using System.Text.Json.Nodes;
using TlEngine.Keda.Manifests;

namespace TlEngine.Keda.Cost;

/// <summary>What a pod asks for: CPUs and bytes.</summary>
internal sealed record PodRequests(decimal Cpu, decimal MemoryBytes, decimal EphemeralBytes, decimal CpuLimit, decimal MemoryLimitBytes)
{
    /// <summary>Containers together, or the biggest init container if that is more.</summary>
    /// <exception cref="FormatException">A container without requests or limits; LimitRange would fill them in, but nobody would have
    /// decided them.</exception>
    public static PodRequests Of(Manifest workload)
    {
        var together = workload.PodTemplate.Items("spec", "containers").Select(container => Read(workload, container))
            .Aggregate(new PodRequests(0, 0, 0, 0, 0), (sum, one) => sum.Plus(one));
        return workload.PodTemplate.Items("spec", "initContainers").Select(container => Read(workload, container))
            .Aggregate(together, Most);
    }

    private PodRequests Plus(PodRequests other) => new(
        Cpu + other.Cpu, MemoryBytes + other.MemoryBytes, EphemeralBytes + other.EphemeralBytes,
        CpuLimit + other.CpuLimit, MemoryLimitBytes + other.MemoryLimitBytes);

    private static PodRequests Most(PodRequests one, PodRequests other) => new(
        Math.Max(one.Cpu, other.Cpu), Math.Max(one.MemoryBytes, other.MemoryBytes), Math.Max(one.EphemeralBytes, other.EphemeralBytes),
        Math.Max(one.CpuLimit, other.CpuLimit), Math.Max(one.MemoryLimitBytes, other.MemoryLimitBytes));

    private static PodRequests Read(Manifest workload, JsonNode container)
    {
        decimal Amount(string side, string resource) => Quantity.TryParse(container.Text("resources", side, resource))
            ?? throw new FormatException($"{workload}: container {container.Text("name")} says nothing of resources.{side}.{resource}.");
        return new PodRequests(
            Amount("requests", "cpu"), Amount("requests", "memory"), Amount("requests", "ephemeral-storage"),
            Amount("limits", "cpu"), Amount("limits", "memory"));
    }
}
