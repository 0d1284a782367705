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
        var (lowerFence, upperFence) = Fences();
        for (var i = 0; i < values.Length; i++)
        {
            var past = values[i] > _upper ? values[i] - _upper : values[i] < _lower ? values[i] - _lower : 0;
            var distance = Ratio(Math.Abs(past), _upper - _lower);

            // The fences decide, as they are given; next to one, the ratio may be rounded to its other side.
            var isBeyond = values[i] < lowerFence || values[i] > upperFence;
            distance = isBeyond ? Math.Max(distance, Math.BitIncrement(factor)) : Math.Min(distance, factor);
            scores[i] = Math.CopySign(distance, past);
        }

        expected.Fill(Quantile.Median(memory.Span));
    }

    public override IEnumerable<(string Name, double Value)> Statistics()
    {
        var (lowerFence, upperFence) = Fences();
        return [("q1", _lower), ("q3", _upper), ("iqr", _upper - _lower), ("lower", lowerFence), ("upper", upperFence)];
    }

    private (double Lower, double Upper) Fences()
    {
        var reach = factor * (_upper - _lower);
        return (_lower - reach, _upper + reach);
    }
}
