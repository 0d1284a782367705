using System.Diagnostics.Metrics;
using TlEngine.Caching;
using TlEngine.Statistics;

namespace TlEngine.Observability.Metrics;

/// <summary>
/// Gauges that need a question to somebody else: asked when the metrics are read, and at most every <see cref="Freshness"/>, so that a
/// reader in a hurry costs the database nothing.
/// </summary>
public sealed class LiveGauges : IDisposable
{
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    private readonly Meter _meter = new(Instruments.MeterName);
    private readonly SemaphoreSlim _asking = new(1, 1);
    private readonly VitalsReader _reader;
    private readonly TimeProvider _time;
    private volatile Vitals? _latest;
    private long _asked;

    public LiveGauges(VitalsReader reader, IRateCounter rates, TimeProvider time)
    {
        _reader = reader;
        _time = time;
        _meter.CreateObservableGauge(
            "tl_engine.dependency.up", Dependencies, description: "Whether the dependency answers: 0 or 1");
        _meter.CreateObservableGauge(
            "tl_engine.dependency.latency", Latencies, "s", "The last round trip to the dependency");
        _meter.CreateObservableGauge("tl_engine.queue.messages", Ready, "{message}", "Messages waiting for a consumer");
        _meter.CreateObservableGauge("tl_engine.queue.oldest_age", Ages, "s", "For how long the oldest row of the queue has been due");
        _meter.CreateObservableGauge("tl_engine.executions.unfinished", Unfinished, "{execution}", "Executions that run or wait");
        _meter.CreateObservableGauge(
            "tl_engine.rate_counter.degraded",
            () => rates is FallbackRateCounter { IsDegraded: true } ? 1 : 0,
            description: "Whether calls are counted in this instance alone because Redis is away: 0 or 1");
    }

    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _asking.WaitAsync(cancellationToken);
        try
        {
            if (_latest is null || _time.GetElapsedTime(_asked) >= Freshness)
            {
                _latest = await _reader.ReadAsync(cancellationToken);
                _asked = _time.GetTimestamp();
            }
        }
        finally
        {
            _asking.Release();
        }
    }

    public void Dispose()
    {
        _meter.Dispose();
        _asking.Dispose();
    }

    private IEnumerable<Measurement<int>> Dependencies() => (_latest?.Dependencies.Checks ?? EmptyChecks)
        .Select(check => new Measurement<int>(check.Value.Ok ? 1 : 0, Label("dependency", check.Key)));

    private IEnumerable<Measurement<double>> Latencies() => (_latest?.Dependencies.Checks ?? EmptyChecks)
        .Select(check => new Measurement<double>(check.Value.LatencyMs / 1000, Label("dependency", check.Key)));

    private IEnumerable<Measurement<long>> Ready() =>
        from queue in _latest?.Queues ?? []
        where queue.Ready is not null
        select new Measurement<long>(queue.Ready!.Value, Label("queue", queue.Name));

    /// <summary>Zero where nothing waits: an alert must see that it is over.</summary>
    private IEnumerable<Measurement<double>> Ages() =>
        from queue in _latest?.Workload is null ? [] : _latest.Queues
        where VitalsReader.HasRows(queue.Name)
        select new Measurement<double>(queue.OldestAgeS ?? 0, Label("queue", queue.Name));

    private IEnumerable<Measurement<long>> Unfinished() => (_latest?.Workload?.Engines ?? EmptyEngines).SelectMany(engine =>
        (Measurement<long>[])
        [
            new(engine.Value.Running, Label("engine_id", engine.Key), Label("status", "running")),
            new(engine.Value.Queued, Label("engine_id", engine.Key), Label("status", "queued")),
        ]);

    private static readonly Dictionary<string, Readiness.DependencyCheck> EmptyChecks = [];

    private static readonly Dictionary<string, EngineWorkload> EmptyEngines = [];

    private static KeyValuePair<string, object?> Label(string key, string value) => new(key, value);
}
