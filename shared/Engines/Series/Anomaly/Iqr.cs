using TlEngine.Engines.Memory;
using TlEngine.Engines.Statistics;

namespace TlEngine.Engines.Series.Anomaly;

/// <summary>
/// How far past the nearer quartile, in interquartile ranges: the fences of Tukey, "Exploratory Data Analysis", 1977, with quartiles of
/// type 7.
/// </summary>
internal sealed class Iqr(double factor) : Detector
{
    private double _lower;
    private double _upper;

    public override double Threshold => factor;

    public override void Score(ReadOnlySpan<double> values, Span<double> scores, Span<double> expected, CancellationToken cancellationToken)
    {
        using var memory = new Pooled<double>(values.Length);
        values.CopyTo(memory.Span);
        (_lower, _upper) = (Quantile.Of(memory.Span, 0.25), Quantile.Of(memory.Span, 0.75));
        for (var i = 0; i < values.Length; i++)
        {
            var past = values[i] > _upper ? values[i] - _upper : values[i] < _lower ? values[i] - _lower : 0;
            scores[i] = Ratio(past, _upper - _lower);
        }

        expected.Fill(Quantile.Median(memory.Span));
    }

    public override IEnumerable<(string Name, double Value)> Statistics()
    {
        var reach = factor * (_upper - _lower);
        return [("q1", _lower), ("q3", _upper), ("iqr", _upper - _lower), ("lower", _lower - reach), ("upper", _upper + reach)];
    }
}
