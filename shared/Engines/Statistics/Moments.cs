namespace TlEngine.Engines.Statistics;

/// <summary>Least and greatest of some values, their sum, mean and standard deviation, each right to about the last digit.</summary>
/// <param name="Min">NaN for no values, as <paramref name="Max"/> and <paramref name="Mean"/>.</param>
/// <param name="Sum">Infinite where it is beyond a double.</param>
/// <param name="StandardDeviation">Of a sample, over n - 1; NaN for fewer than two values.</param>
internal readonly record struct Moments(double Min, double Max, double Sum, double Mean, double StandardDeviation)
{
    public static Moments Of(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
        {
            return new Moments(double.NaN, double.NaN, 0, double.NaN, double.NaN);
        }

        var scale = BinaryScale.Of(values);
        var (min, max, sum) = (values[0], values[0], default(Neumaier));
        foreach (var value in values)
        {
            min = Math.Min(min, value);
            max = Math.Max(max, value);
            sum.Add(value * scale);
        }

        // The division rounds: the mean of equal values must be that value.
        var mean = Math.Clamp(sum.Sum / values.Length, min * scale, max * scale);
        return new Moments(min, max, sum.Sum / scale, mean / scale, Deviation(values, scale, mean) / scale);
    }

    /// <summary>
    /// The corrected two-pass algorithm: Chan, Golub and LeVeque, "Algorithms for computing the sample variance", The American Statistician
    /// 37 (1983).
    /// </summary>
    private static double Deviation(ReadOnlySpan<double> values, double scale, double mean)
    {
        if (values.Length < 2)
        {
            return double.NaN;
        }

        var (squares, rest) = (default(Neumaier), default(Neumaier));
        foreach (var value in values)
        {
            var deviation = (value * scale) - mean;
            squares.Add(deviation * deviation);
            rest.Add(deviation);
        }

        var variance = (squares.Sum - (rest.Sum * rest.Sum / values.Length)) / (values.Length - 1);
        return Math.Sqrt(Math.Max(variance, 0));
    }
}
