using TlEngine.Engines.Memory;
using TlEngine.Engines.Statistics;

namespace TlEngine.Engines.Series.Anomaly;

/// <summary>
/// 0.6745·(x - median)/MAD: Iglewicz and Hoaglin, "How to Detect and Handle Outliers", ASQC 1993.
/// </summary>
internal sealed class ModifiedZ(double threshold) : Detector
{
    private const double SigmaPerMad = 1 / 0.6745;

    private Spread _spread;

    public override double Threshold => threshold;

    public override void Score(ReadOnlySpan<double> values, Span<double> scores, Span<double> expected, CancellationToken cancellationToken)
    {
        using var memory = new Pooled<double>(values.Length);
        values.CopyTo(memory.Span);
        _spread = Spread.Of(memory.Span);
        var sigma = _spread.Sigma(SigmaPerMad);
        for (var i = 0; i < values.Length; i++)
        {
            scores[i] = Ratio(values[i] - _spread.Median, sigma);
        }

        expected.Fill(_spread.Median);
    }

    public override IEnumerable<(string Name, double Value)> Statistics()
    {
        var reach = threshold * _spread.Sigma(SigmaPerMad);
        return
        [
            ("median", _spread.Median), ("mad", _spread.Mad), ("mean_absolute_deviation", _spread.MeanDeviation),
            ("lower", _spread.Median - reach), ("upper", _spread.Median + reach),
        ];
    }
}
