using System.Runtime.Intrinsics;
using TlEngine.Geodesy;

namespace TlEngine.Engines.Track.Clean;

/// <summary>Whether a vehicle can have got from one fix to a later one.</summary>
internal sealed class Reach(Fixes fixes, CleanParameters parameters)
{
    private const double MoreThanRounding = 1 + 1e-9;

    private readonly Distance _distance = parameters.Distance;
    private readonly long _minGap = (long)(parameters.MinGapS * TimeSpan.TicksPerSecond);

    /// <summary>The furthest it can have driven: v_max·dt + k_acc·(acc_i + acc_j).</summary>
    public double Limit(int from, int to) =>
        (parameters.MaxSpeedMps * Seconds(from, to))
        + (parameters.AccuracyFactor * (Known(fixes.Accuracies[from]) + Known(fixes.Accuracies[to])));

    /// <summary>
    /// The first fix, of those from one on, that it cannot have driven to from the fix before; past the last one where there is none.
    /// </summary>
    /// <param name="legs">Distances between neighbours.</param>
    public int FirstBeyond(ReadOnlySpan<double> legs, int from = 1)
    {
        var i = from;
        while (i < fixes.Count)
        {
            i += CountWithin(legs[(i - 1)..], fixes.Times[(i - 1)..]);
            for (var end = Math.Min(i + Vector256<long>.Count, fixes.Count); i < end; i++)
            {
                if (!(legs[i - 1] <= Limit(i - 1, i)))
                {
                    return i;
                }
            }
        }

        return i;
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

    /// <summary>How many legs are at the start that the top speed is enough for without a doubt, whatever the accuracies are.</summary>
    private int CountWithin(ReadOnlySpan<double> legs, ReadOnlySpan<long> times)
    {
        var i = 0;
        for (; i <= legs.Length - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            var ticks = Vector256.ConvertToDouble(Vector256.Create(times[(i + 1)..]) - Vector256.Create(times[i..]));
            var needed = Vector256.Create(legs[i..]) * (TimeSpan.TicksPerSecond * MoreThanRounding);
            if (Vector256.LessThanOrEqual(needed, ticks * parameters.MaxSpeedMps).ExtractMostSignificantBits() != 0xF)
            {
                break;
            }
        }

        return i;
    }

    private bool Within(int from, int to, double limit) =>
        _distance.Within(fixes.Latitudes[from], fixes.Longitudes[from], fixes.Latitudes[to], fixes.Longitudes[to], limit);
}
