namespace TlEngine.Engines.Statistics;

/// <summary>Middle and spread of values of which up to half may be anything.</summary>
/// <param name="Mad">Median of the absolute deviations from the median.</param>
/// <param name="MeanDeviation">Mean of them.</param>
internal readonly record struct Spread(double Median, double Mad, double MeanDeviation)
{
    // Standard deviation of a normal distribution over its mean absolute deviation, √(π/2).
    private const double SigmaPerMeanDeviation = 1.253314;

    /// <param name="values">At least one, no NaN; overwritten.</param>
    public static Spread Of(Span<double> values)
    {
        var median = Quantile.Median(values);
        var sum = default(Neumaier);
        foreach (ref var value in values)
        {
            value = Math.Abs(value - median);
            sum.Add(value);
        }

        return new Spread(median, Quantile.Median(values), sum.Sum / values.Length);
    }

    /// <summary>
    /// Estimate of the standard deviation. Where more than half of the values are equal the MAD is 0 and says nothing; the mean absolute
    /// deviation takes its place (Iglewicz and Hoaglin 1993; IBM SPSS). 0 where all are equal.
    /// </summary>
    /// <param name="sigmaPerMad">1.4826 for a normal distribution, in as many digits as the author of the method took.</param>
    public double Sigma(double sigmaPerMad) => Mad > 0 ? sigmaPerMad * Mad : SigmaPerMeanDeviation * MeanDeviation;
}
