namespace TlEngine.Observability.Metrics;

/// <summary>How Prometheus reads a metric.</summary>
internal enum MetricKind
{
    Counter,
    Gauge,
    Histogram,
}
