namespace TlEngine.Tests.Engines.Series.Anomaly;

/// <summary>
/// How good detections are by the standard profile of the Numenta Anomaly Benchmark: numenta/NAB @ ea702d7, nab/sweeper.py and
/// config/profiles.json. The first detection in a window counts, the more the earlier it is; a window without one costs 1, and every
/// detection outside up to 0.11, less close behind a window.
/// </summary>
internal sealed record NabScore(double Score, int TruePositives, int FalsePositives)
{
    private const double FalsePositiveWeight = 0.11;

    /// <param name="detections">Places in the series, ascending.</param>
    public static NabScore Of(NabSeries series, IEnumerable<int> detections)
    {
        var counted = detections.Where(i => i >= series.Probation).ToLookup(series.WindowOf);
        var windows = series.Windows.Select((window, i) => counted.Contains(i) ? Met(window, counted[i].First()) : -1).Sum();
        var outside = counted[-1].Sum(i => FalsePositiveWeight * Outside(series, i));
        return new NabScore(windows + outside, counted.Where(group => group.Key >= 0).Sum(group => group.Count()), counted[-1].Count());
    }

    /// <summary>100 for every window met at its first point and nothing else, 0 for no detection at all.</summary>
    /// <param name="none">The score of no detection at all: the windows, negative.</param>
    public static double Normalised(double score, double none) => 100 * (score - none) / (-2 * none);

    private static double Met((int First, int Last) window, int detection) =>
        Sigmoid(-(window.Last - detection + 1d) / (window.Last - window.First + 1)) / Sigmoid(-1);

    private static double Outside(NabSeries series, int detection)
    {
        var before = series.Windows.Where(window => window.Last < detection).ToArray();
        return before is [.., var (first, last)] ? Sigmoid((detection - last) / (double)(last - first)) : -1;
    }

    /// <summary>1 long before the end of a window, 0 at its end, -1 long after it.</summary>
    private static double Sigmoid(double position) => position > 3 ? -1 : (2 / (1 + Math.Exp(5 * position))) - 1;
}
