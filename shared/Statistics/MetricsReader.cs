using TlEngine.Engines;
using TlEngine.Storage;

namespace TlEngine.Statistics;

/// <summary>What happened in a window, from the counts: no execution is read.</summary>
public sealed class MetricsReader(EngineCatalogue catalogue, IActivityStore store, TimeProvider time)
{
    /// <param name="shown">Engines that the caller may know of, or asked for.</param>
    /// <exception cref="Readiness.DependencyUnavailableException">The database is away.</exception>
    public async Task<MetricsReport> ReadAsync(MetricsWindow window, Func<string, bool> shown, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow();
        var since = window.Since(until);
        var slices = window.ByHour
            ? await store.ReadHoursAsync(since, cancellationToken)
            : await store.ReadMinutesAsync(since, window.Step, cancellationToken);
        var limited = slices.Where(slice => slice.EngineId.Length == 0).Sum(slice => slice.Counts.RateLimited);
        var ofEngines = slices.Where(slice => slice.EngineId.Length > 0 && shown(slice.EngineId)).ToList();
        return new MetricsReport(
            window,
            since,
            until,
            ActivityCounts.Sum(ofEngines.Select(slice => slice.Counts)) with { RateLimited = limited },
            [.. catalogue.All.Select(engine => engine.Descriptor.Id).Where(shown).Select(id => (id, CountsOf(ofEngines, id)))],
            [.. Series(window, since, until, ofEngines)]);
    }

    private static ActivityCounts CountsOf(List<ActivitySlice> slices, string engineId) =>
        ActivityCounts.Sum(slices.Where(slice => slice.EngineId == engineId).Select(slice => slice.Counts));

    private static IEnumerable<(DateTimeOffset At, ActivityCounts Counts)> Series(
        MetricsWindow window, DateTimeOffset since, DateTimeOffset until, List<ActivitySlice> slices)
    {
        var byStep = slices.ToLookup(slice => (slice.At - since).Ticks / window.Step.Ticks);
        for (var step = 0; since + (step * window.Step) < until; step++)
        {
            yield return (since + (step * window.Step), ActivityCounts.Sum(byStep[step].Select(slice => slice.Counts)));
        }
    }
}
