using TlEngine.Engines.Memory;
using TlEngine.Engines.Statistics;

namespace TlEngine.Engines.Series.Anomaly;

/// <summary>
/// (x - median)/(1.4826·MAD) of the window around each point: Pearson, "Outliers in process modeling and identification", IEEE Transactions
/// on Control Systems Technology 10 (2002). At the ends of the series the window is cut off.
/// </summary>
internal sealed class Hampel(int halfWindow, double threshold, FlatWindow flatWindow) : Detector
{
    private const double SigmaPerMad = 1.4826;
    private const int PointsBetweenChecks = 1024;

    private int _flatWindows;
    private double _largestMad;

    public override double Threshold => threshold;

    public override void Score(ReadOnlySpan<double> values, Span<double> scores, Span<double> expected, CancellationToken cancellationToken)
    {
        using var memory = new Pooled<double>((2 * halfWindow) + 1);
        for (var i = 0; i < values.Length; i++)
        {
            if (i % PointsBetweenChecks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var start = Math.Max(i - halfWindow, 0);
            var window = values[start..Math.Min(i + halfWindow + 1, values.Length)];
            window.CopyTo(memory.Span);
            var spread = Spread.Of(memory.Span[..window.Length]);
            var sigma = spread.Mad > 0 || flatWindow == FlatWindow.MeanDeviation ? spread.Sigma(SigmaPerMad) : 0;
            scores[i] = Ratio(values[i] - spread.Median, sigma);
            expected[i] = spread.Median;
            _flatWindows += spread.Mad == 0 ? 1 : 0;
            _largestMad = Math.Max(_largestMad, spread.Mad);
        }
    }

    public override IEnumerable<(string Name, double Value)> Statistics() => [("largest_mad", _largestMad)];

    public override IEnumerable<(string Name, int Value)> Counts() => [("flat_windows", _flatWindows)];
}
