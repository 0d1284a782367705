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
        string[] ids = [.. catalogue.All.Select(engine => engine.Descriptor.Id).Where(shown)];
        var (byEngine, byStep) = window.ByHour
            ? await ReadHoursAsync(since, ids, cancellationToken)
            : await ReadMinutesAsync(since, window.Step, ids, cancellationToken);
        var counts = byEngine.ToLookup(slice => slice.EngineId, slice => slice.Counts);
        (string Id, ActivityCounts Counts)[] engines = [.. ids.Select(id => (id, ActivityCounts.Sum(counts[id])))];
        var totals = ActivityCounts.Sum(engines.Select(engine => engine.Counts));
        return new MetricsReport(
            window, since, until, totals with { RateLimited = counts[""].Sum(none => none.RateLimited) }, engines,
            [.. Series(window, since, until, byStep)]);
    }

    private async Task<(IReadOnlyList<ActivitySlice> ByEngine, IReadOnlyList<ActivitySlice> ByStep)> ReadMinutesAsync(
        DateTimeOffset since, TimeSpan step, string[] ids, CancellationToken cancellationToken)
    {
        var byEngine = store.ReadEnginesAsync(since, cancellationToken);
        var byStep = store.ReadStepsAsync(since, step, ids, cancellationToken);
        await Task.WhenAll(byEngine, byStep);
        return (await byEngine, await byStep);
    }

    private async Task<(IReadOnlyList<ActivitySlice> ByEngine, IReadOnlyList<ActivitySlice> ByStep)> ReadHoursAsync(
        DateTimeOffset since, string[] ids, CancellationToken cancellationToken)
    {
        var slices = await store.ReadHoursAsync(since, cancellationToken);
        return (slices, [.. slices.Where(slice => ids.Contains(slice.EngineId))]);
    }

    private static IEnumerable<(DateTimeOffset At, ActivityCounts Counts)> Series(
        MetricsWindow window, DateTimeOffset since, DateTimeOffset until, IReadOnlyList<ActivitySlice> slices)
    {
        var byStep = slices.ToLookup(slice => (slice.At - since).Ticks / window.Step.Ticks);
        for (var step = 0; since + (step * window.Step) <= until; step++)
        {
            yield return (since + (step * window.Step), ActivityCounts.Sum(byStep[step].Select(slice => slice.Counts)));
        }
    }
}
