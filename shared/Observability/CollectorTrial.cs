using TlEngine.Readiness.Connections;

namespace TlEngine.Observability;

/// <summary>Whether the collector listens. What it passes on to whom is in its own settings, and cannot be seen from here.</summary>
internal sealed class CollectorTrial(Uri endpoint, TimeProvider time) : IConnectionTrial
{
    public async Task<ConnectionVerdict> TryAsync(CancellationToken cancellationToken) =>
        await Reach.FaultAsync(endpoint.IdnHost, endpoint.Port, "OTEL_EXPORTER_OTLP_ENDPOINT", time, cancellationToken) is { } fault
            ? ConnectionVerdict.Failed(fault)
            : ConnectionVerdict.Ok($"the collector at {endpoint.IdnHost}:{endpoint.Port} listens; it holds the key to Scout");
}
