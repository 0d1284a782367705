using TlEngine.Engines;
using TlEngine.Readiness;
using TlEngine.Storage;

namespace TlEngine.Statistics;

/// <summary>How the engines and what they need are doing, in a few small queries.</summary>
public sealed class StatusReader(EngineCatalogue catalogue, VitalsReader vitals, IActivityStore store, TimeProvider time)
{
    private static readonly TimeSpan Span = TimeSpan.FromHours(1);

    /// <param name="shown">Engines that the caller may know of.</param>
    public async Task<ServiceStatus> ReadAsync(Func<string, bool> shown, CancellationToken cancellationToken)
    {
        var reading = vitals.ReadAsync(cancellationToken);
        var counting = ReadLastHourAsync(cancellationToken);
        await Task.WhenAll(reading, counting);
        var (now, lastHour) = (await reading, await counting);
        EngineStatus[] engines =
        [
            .. catalogue.All.Select(engine => engine.Descriptor.Id).Where(shown).Select(id => StatusOf(id, now.Workload, lastHour)),
        ];
        return new ServiceStatus(Judge(now, engines), engines, now.Dependencies, now.Queues);
    }

    /// <exception cref="DependencyUnavailableException">The database is away.</exception>
    public async Task<EngineStatus> ReadEngineAsync(string engineId, CancellationToken cancellationToken)
    {
        var loading = store.ReadWorkloadAsync(cancellationToken);
        var counting = store.ReadEnginesAsync(Since(), cancellationToken);
        await Task.WhenAll(loading, counting);
        return StatusOf(engineId, await loading, await counting);
    }

    private static EngineStatus StatusOf(string engineId, Workload? workload, IReadOnlyList<ActivitySlice>? lastHour)
    {
        if (workload is null || lastHour is null)
        {
            return new EngineStatus(engineId, EngineHealth.Down, null, null);
        }

        var counts = ActivityCounts.Sum(lastHour.Where(slice => slice.EngineId == engineId).Select(slice => slice.Counts));
        var load = workload.Engines.GetValueOrDefault(engineId) ?? new EngineWorkload(0, 0, null);
        return new EngineStatus(engineId, EngineHealth.Of(counts), load, counts);
    }

    private static string Judge(Vitals now, EngineStatus[] engines)
    {
        if (now.Workload is null || now.Dependencies.Status == "unavailable")
        {
            return EngineHealth.Down;
        }

        return now.Dependencies.Status == "degraded" || engines.Any(engine => engine.Status != EngineHealth.Ok)
            ? EngineHealth.Degraded
            : EngineHealth.Ok;
    }

    private async Task<IReadOnlyList<ActivitySlice>?> ReadLastHourAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await store.ReadEnginesAsync(Since(), cancellationToken);
        }
        catch (DependencyUnavailableException)
        {
            // The readiness says so, with its reason.
            return null;
        }
    }

    private DateTimeOffset Since() => MetricsWindow.Floor(time.GetUtcNow() - Span, TimeSpan.FromMinutes(1));
}
