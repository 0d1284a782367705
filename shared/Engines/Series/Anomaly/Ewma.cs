using TlEngine.Engines.Statistics;

namespace TlEngine.Engines.Series.Anomaly;

/// <summary>
/// The control chart of Roberts (1959) with its exact limits, which widen from the first point on: z_i = λx_i + (1 - λ)z_(i-1), z_0 the
/// target, against σ·√(λ/(2 - λ)·(1 - (1 - λ)^(2i))). NIST/SEMATECH e-Handbook 6.3.2.4; Montgomery, "Introduction to Statistical Quality
/// Control", 9.2.
/// </summary>
internal sealed class Ewma(double lambda, double limit, double? target, double? sigma) : Detector
{
    private double _target;
    private double _sigma;

    public override double Threshold => limit;

    public override void Score(ReadOnlySpan<double> values, Span<double> scores, Span<double> expected, CancellationToken cancellationToken)
    {
        var moments = Moments.Of(values);
        _target = target ?? moments.Mean;
        _sigma = sigma ?? (values.Length > 1 ? moments.StandardDeviation : 0);
        var deviation = 0d;
        for (var i = 0; i < values.Length; i++)
        {
            // Of the average from the target: beside a large target, the average itself would lose the digits that count.
            deviation += lambda * (values[i] - _target - deviation);
            scores[i] = Ratio(deviation, _sigma * Width(i + 1));
        }

        expected.Fill(_target);
    }

    public override IEnumerable<(string Name, double Value)> Statistics()
    {
        var reach = limit * _sigma * Math.Sqrt(lambda / (2 - lambda));
        return [("target", _target), ("sigma", _sigma), ("lower", _target - reach), ("upper", _target + reach)];
    }

    private double Width(int i) => Math.Sqrt(lambda / (2 - lambda) * (1 - Math.Pow(1 - lambda, 2d * i)));
}
