using TlEngine.Geodesy;

namespace TlEngine.Engines.Track.Clean;

/// <summary>Whether a vehicle can have got from one fix to a later one.</summary>
internal sealed class Reach(Fixes fixes, CleanParameters parameters)
{
    private readonly Distance _distance = parameters.Distance;
    private readonly long _minGap = (long)(parameters.MinGapS * TimeSpan.TicksPerSecond);

    /// <summary>The furthest it can have driven: v_max·dt + k_acc·(acc_i + acc_j).</summary>
    public double Limit(int from, int to) =>
        (parameters.MaxSpeedMps * Seconds(from, to))
        + (parameters.AccuracyFactor * (Known(fixes.Accuracies[from]) + Known(fixes.Accuracies[to])));

    /// <summary>Whether it can have driven every leg of the line.</summary>
    /// <param name="legs">Distances between neighbours.</param>
    public bool CanDriveAll(ReadOnlySpan<double> legs)
    {
        var times = fixes.Times;
        var accuracies = fixes.Accuracies;
        var (speed, factor) = (parameters.MaxSpeedMps, parameters.AccuracyFactor);
        for (var i = 1; i < times.Length; i++)
        {
            var limit = (speed * Seconds(times[i] - times[i - 1])) + (factor * (Known(accuracies[i - 1]) + Known(accuracies[i])));
            if (!(legs[i - 1] <= limit))
            {
                return false;
            }
        }

        return true;
    }

    public bool CanDrive(int from, int to) => Within(from, to, Limit(from, to));

    /// <summary>Whether the time between two fixes is long enough to be carried in.</summary>
    public bool IsGap(int from, int to) => fixes.Times[to] - fixes.Times[from] >= _minGap;

    /// <summary>Whether it can have been carried, by ferry, train or aeroplane.</summary>
    public bool CanBeCarried(int from, int to) => Within(from, to, parameters.MaxCarriedSpeedMps * Seconds(from, to));

    public double Between(int from, int to) =>
        _distance.Between(fixes.Latitudes[from], fixes.Longitudes[from], fixes.Latitudes[to], fixes.Longitudes[to]);

    /// <summary>Whether two fixes are less than a limit apart for certain; false tells nothing.</summary>
    public bool IsNear(int from, int to, double limit) =>
        _distance.Near(fixes.Latitudes[from], fixes.Longitudes[from], fixes.Latitudes[to], fixes.Longitudes[to], limit);

    public double Seconds(int from, int to) => Seconds(fixes.Times[to] - fixes.Times[from]);

    private static double Seconds(long ticks) => (double)ticks / TimeSpan.TicksPerSecond;

    private static double Known(double accuracy) => double.IsNaN(accuracy) ? 0 : accuracy;

    private bool Within(int from, int to, double limit) =>
        _distance.Within(fixes.Latitudes[from], fixes.Longitudes[from], fixes.Latitudes[to], fixes.Longitudes[to], limit);
}
