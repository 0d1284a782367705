using TlEngine.Geodesy;

namespace TlEngine.Engines.Track.Clean;

/// <summary>Whether a vehicle can have got from one fix to a later one.</summary>
internal sealed class Reach(Fixes fixes, CleanParameters parameters)
{
    private readonly Distance _distance = parameters.Distance;
    private readonly long _minGap = (long)(parameters.MinGapS * TimeSpan.TicksPerSecond);

    /// <summary>The furthest it can have driven: v_max·dt + k_acc·(acc_i + acc_j).</summary>
    public double Limit(int from, int to) =>
        (parameters.MaxSpeedMps * Seconds(from, to)) + (parameters.AccuracyFactor * (Uncertainty(from) + Uncertainty(to)));

    public bool CanDrive(int from, int to) => Within(from, to, Limit(from, to));

    /// <summary>Whether the time between two fixes is long enough to be carried in.</summary>
    public bool IsGap(int from, int to) => fixes.Times[to] - fixes.Times[from] >= _minGap;

    /// <summary>Whether it can have been carried, by ferry, train or aeroplane.</summary>
    public bool CanBeCarried(int from, int to) => Within(from, to, parameters.MaxCarriedSpeedMps * Seconds(from, to));

    public double Between(int from, int to) =>
        _distance.Between(fixes.Latitudes[from], fixes.Longitudes[from], fixes.Latitudes[to], fixes.Longitudes[to]);

    public double Seconds(int from, int to) => (double)(fixes.Times[to] - fixes.Times[from]) / TimeSpan.TicksPerSecond;

    private bool Within(int from, int to, double limit) =>
        _distance.Within(fixes.Latitudes[from], fixes.Longitudes[from], fixes.Latitudes[to], fixes.Longitudes[to], limit);

    private double Uncertainty(int i) => double.IsNaN(fixes.Accuracies[i]) ? 0 : fixes.Accuracies[i];
}
