using TlEngine.Engines.Track;

namespace TlEngine.Engines.Geo.Fence;

/// <summary>What the watches of one call share: where they write to and what they measure with.</summary>
/// <param name="maxGap">Ticks between two fixes, past which nothing is interpolated.</param>
internal sealed class FenceLog(Fixes fixes, Metric metric, long maxGap)
{
    private readonly List<FenceEvent> _events = [];
    private readonly List<Visit> _visits = [];

    public Metric Metric => metric;

    public long MaxGap { get; } = maxGap;

    public ReadOnlySpan<double> Latitudes => fixes.Latitudes;

    public ReadOnlySpan<double> Longitudes => fixes.Longitudes;

    public Passages Passages { get; } = new(metric);

    /// <summary>By time.</summary>
    public IReadOnlyList<FenceEvent> Events => [.. _events.Order()];

    /// <summary>By start.</summary>
    public IReadOnlyList<Visit> Visits => [.. _visits.OrderBy(visit => visit.Start).ThenBy(visit => visit.Fence)];

    public void Add(FenceEvent happened) => _events.Add(happened);

    public void Add(Visit visit) => _visits.Add(visit);

    /// <param name="time">UTC ticks, from the first fix to the last.</param>
    public Moment PlaceAt(long time)
    {
        var found = fixes.Times.BinarySearch(time);
        if (found >= 0)
        {
            return new Moment(time, fixes.Latitudes[found], fixes.Longitudes[found], false);
        }

        var (from, to) = (fixes.Times[~found - 1], fixes.Times[~found]);
        if (to - from > MaxGap)
        {
            return new Moment(time, fixes.Latitudes[~found - 1], fixes.Longitudes[~found - 1], false);
        }

        var way = Leg.Between(
            fixes.Latitudes[~found - 1], fixes.Longitudes[~found - 1], fixes.Latitudes[~found], fixes.Longitudes[~found]);
        var (latitude, longitude) = way.At((double)(time - from) / (to - from));
        return new Moment(time, latitude, longitude, true);
    }
}
