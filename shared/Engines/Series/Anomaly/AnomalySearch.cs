using TlEngine.Engines.Memory;
using TlEngine.Engines.Statistics;

namespace TlEngine.Engines.Series.Anomaly;

/// <summary>Scores a series and picks out what is beyond the threshold.</summary>
internal sealed class AnomalySearch(AnomalyParameters parameters)
{
    public AnomalyResult Run(Points points, CancellationToken cancellationToken)
    {
        var count = points.Count;
        using var memory = new Pooled<double>(4 * count);
        var values = memory.Span[..count];
        var scores = memory.Span.Slice(count, count);
        var expected = memory.Span.Slice(2 * count, count);
        var baseline = memory.Span.Slice(3 * count, count);
        baseline.Clear();

        // All methods are the same for values of any unit, so extreme ones are measured in a larger or smaller one.
        var scale = ScaleOf(points.Values);
        for (var i = 0; i < count; i++)
        {
            values[i] = points.Values[i] * scale;
        }

        if (parameters.Baseline == AnomalyBaseline.HourOfWeek && count > 0)
        {
            HourOfWeek.TakeOff(points.Times, values, baseline, parameters.TimeZone, parameters.BaselineMinPoints);
        }

        var detector = Detector.Of(parameters, scale);
        var found = new List<AnomalousPoint>();
        if (count > 0)
        {
            detector.Score(values, scores, expected, cancellationToken);
            for (var i = 0; i < count; i++)
            {
                if (IsAnomaly(scores[i], detector.Threshold))
                {
                    var usual = (expected[i] + baseline[i]) / scale;
                    found.Add(new AnomalousPoint(points.Indices[i], points.Times[i], points.Values[i], scores[i], usual));
                }
            }
        }

        return new AnomalyResult(found, detector, count == 0 ? double.NaN : scale);
    }

    private double ScaleOf(ReadOnlySpan<double> values) => parameters.Method == AnomalyMethod.Ewma
        ? BinaryScale.Of(values, Math.Max(Math.Abs(parameters.EwmaTarget ?? 0), parameters.EwmaSigma ?? 0))
        : BinaryScale.Of(values);

    private bool IsAnomaly(double score, double threshold) =>
        (score > threshold && parameters.Direction != AnomalyDirection.Low)
        || (-score > threshold && parameters.Direction != AnomalyDirection.High);
}
