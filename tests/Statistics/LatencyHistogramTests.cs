using FsCheck;
using FsCheck.Fluent;
using TlEngine.Statistics;

namespace TlEngine.Tests.Statistics;

public sealed class LatencyHistogramTests
{
    private static readonly Arbitrary<(int[] Microseconds, int Permille)> Samples = (
        from spread in Gen.Choose(1, 9)
        from durations in Gen.Choose(1, (int)Math.Pow(10, spread)).NonEmptyListOf()
        from permille in Gen.Choose(0, 1000)
        select (durations.ToArray(), permille)).ToArbitrary();

    [Fact]
    public void Percentile_AnyDurations_IsWithinFivePercentOfTheNearestRank() => Prop.ForAll(Samples, sample =>
    {
        var quantile = sample.Permille / 1000.0;
        var sorted = sample.Microseconds.Order().ToArray();
        var exact = sorted[Math.Max(0, (int)Math.Ceiling(quantile * sorted.Length) - 1)] / 1000.0;

        var estimate = Of(sample.Microseconds).PercentileMs(quantile)!.Value;

        // Half a microsecond for the rounding, as far as the smallest durations are concerned.
        return Math.Abs(estimate - exact) <= (exact * LatencyHistogram.LargestError) + 0.0005;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Add_TwoHistograms_IsThatOfAllDurations() => Prop.ForAll(Samples, sample =>
    {
        var half = sample.Microseconds.Length / 2;
        var merged = Of(sample.Microseconds[..half]);
        merged.Add(Of(sample.Microseconds[half..]));
        var whole = Of(sample.Microseconds);
        return merged.Count == whole.Count && merged.PercentileMs(sample.Permille / 1000.0) == whole.PercentileMs(sample.Permille / 1000.0);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Percentile_Nothing_IsNull() => Assert.Null(new LatencyHistogram().PercentileMs(0.5));

    [Fact]
    public void LargestError_IsBelowFivePercent() => Assert.InRange(LatencyHistogram.LargestError, 0, 0.05);

    private static LatencyHistogram Of(IEnumerable<int> microseconds)
    {
        var histogram = new LatencyHistogram();
        foreach (var duration in microseconds)
        {
            histogram.Add(LatencyHistogram.BucketOf(duration), 1);
        }

        return histogram;
    }
}
