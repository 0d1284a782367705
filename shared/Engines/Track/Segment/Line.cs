using TlEngine.Engines.Memory;
using TlEngine.Geodesy;

namespace TlEngine.Engines.Track.Segment;

/// <summary>The line through the fixes, with its length up to each of them.</summary>
internal sealed class Line : IDisposable
{
    // A search that needs more comparisons is among fixes that run to and fro in one place; it ends without a find.
    private const int MostComparisons = 64;

    private readonly Fixes _fixes;
    private readonly Distance _distance;
    private readonly long _gap;
    private readonly Pooled<double> _path;

    public Line(Fixes fixes, SegmentParameters parameters)
    {
        _fixes = fixes;
        _distance = parameters.Distance;
        _gap = (long)(parameters.StopGapS * TimeSpan.TicksPerSecond);
        _path = new Pooled<double>(fixes.Count + 1);
        var path = _path.Span;
        _distance.Legs(fixes.Latitudes, fixes.Longitudes, path[1..]);
        path[0] = 0;
        for (var i = 1; i < fixes.Count; i++)
        {
            path[i] += path[i - 1];
        }
    }

    public int Count => _fixes.Count;

    public Fixes Fixes => _fixes;

    /// <summary>Length of the line between two fixes.</summary>
    public double Metres(int from, int to) => _path.Span[to] - _path.Span[from];

    public long Ticks(int from, int to) => _fixes.Times[to] - _fixes.Times[from];

    public double Seconds(int from, int to) => (double)Ticks(from, to) / TimeSpan.TicksPerSecond;

    /// <summary>Whether contact was lost before a fix.</summary>
    public bool IsGap(int i) => i > 0 && i < Count && Ticks(i - 1, i) >= _gap;

    public double Between(int from, int to) =>
        _distance.Between(_fixes.Latitudes[from], _fixes.Longitudes[from], _fixes.Latitudes[to], _fixes.Longitudes[to]);

    public bool AtLeast(int from, int to, double metres) =>
        _distance.AtLeast(_fixes.Latitudes[from], _fixes.Longitudes[from], _fixes.Latitudes[to], _fixes.Longitudes[to], metres);

    /// <summary>Speed over the leg that leads to a fix, not the first one.</summary>
    public double LegSpeed(int i) => Metres(i - 1, i) / Seconds(i - 1, i);

    /// <summary>The speed that a fix reports, else that of the leg that leads to it; NaN where there is neither.</summary>
    public double Speed(int i)
    {
        var reported = _fixes.Speeds[i];
        return !double.IsNaN(reported) || i == 0 ? reported : LegSpeed(i);
    }

    /// <summary>The newest fix before i, not before <paramref name="oldest"/>, that is at least a limit away; -1 for none.</summary>
    public int NewestFar(int i, int oldest, double limit)
    {
        var (at, missing) = (i, limit);
        for (var comparisons = 0; comparisons < MostComparisons; comparisons++)
        {
            // Nothing is further away than the line is long: fixes within what is missing need no look.
            at = Back(at, oldest, missing * (1 - 1e-6));
            if (at < 0)
            {
                return -1;
            }

            var distance = Between(at, i);
            if (distance >= limit)
            {
                return at;
            }

            missing = limit - distance;
        }

        return -1;
    }

    public void Dispose() => _path.Dispose();

    /// <summary>The newest fix from which the line to another is at least so long; -1 for none.</summary>
    private int Back(int from, int oldest, double metres)
    {
        var path = _path.Span;
        var end = path[from] - metres;
        if (from <= oldest || path[oldest] > end)
        {
            return -1;
        }

        var (low, high) = (oldest, from - 1);
        while (low < high)
        {
            var middle = (low + high + 1) >> 1;
            (low, high) = path[middle] <= end ? (middle, high) : (low, middle - 1);
        }

        return low;
    }
}
