using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Functions.Http.Door;
using TlEngine.Observability.Metrics;

namespace TlEngine.Functions.Http.Operations;

/// <summary>What this process measures, for Prometheus. Never routed from outside.</summary>
public sealed class PrometheusMetrics(HttpDoor door, LiveGauges gauges, MetricsExporter exporter)
{
    [Function(nameof(PrometheusMetrics))]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "metrics")] HttpRequest request) =>
        door.EnterAsync(request, async () =>
        {
            await gauges.RefreshAsync(request.HttpContext.RequestAborted);
            return Results.Text(exporter.Read(), MetricsExporter.ContentType);
        });
}
