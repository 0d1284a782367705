namespace TlEngine.Statistics;

/// <param name="Name">postgres, redis, rabbitmq, consumer or s3.</param>
/// <param name="LatencyMs">Round trip in milliseconds.</param>
public sealed record DependencyProbe(string Name, bool Ok, double LatencyMs, string? Detail);
