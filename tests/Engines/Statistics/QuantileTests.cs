using FsCheck;
using FsCheck.Fluent;
using TlEngine.Engines.Statistics;

namespace TlEngine.Tests.Engines.Statistics;

public sealed class QuantileTests
{
    /// <summary>R: quantile(c(2, 4, 4, 5, 7, 9, 11, 12, 17, 35)), type 7, the default.</summary>
    [Theory]
    [InlineData(0, 2)]
    [InlineData(0.25, 4.25)]
    [InlineData(0.5, 8)]
    [InlineData(0.75, 11.75)]
    [InlineData(0.9, 18.8)]
    [InlineData(1, 35)]
    public void Of_TenValues_IsWhatRSays(double p, double expected) =>
        Assert.Equal(expected, Quantile.Of([17, 4, 12, 9, 2, 35, 11, 5, 4, 7], p), 1e-12);

    [Fact]
    public void Of_AnyValues_IsThatOfTheSortedOnes() => Prop.ForAll(Values().ToArbitrary(), values =>
    {
        var sorted = values.Order().ToArray();
        foreach (var p in (double[])[0, 0.01, 0.25, 0.5, 0.9, 0.99, 1])
        {
            Assert.Equal(OfSorted(sorted, p), Quantile.Of([.. values], p), 1e-12);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Between_LargestValues_DoesNotOverflow() => Assert.Equal(0, Quantile.Median([double.MaxValue, double.MinValue]));

    /// <summary>Orders that defeat a pivot, at a size at which a quadratic search would take a minute.</summary>
    [Theory]
    [InlineData("ascending")]
    [InlineData("organ pipe")]
    [InlineData("two values")]
    [InlineData("killer of the median of three")]
    public void Median_HostileOrder_IsFound(string order)
    {
        const int count = 400_000;
        double[] values = order switch
        {
            "ascending" => [.. Enumerable.Range(0, count).Select(i => (double)i)],
            "organ pipe" => [.. Enumerable.Range(0, count).Select(i => (double)Math.Min(i, count - i))],
            "two values" => [.. Enumerable.Range(0, count).Select(i => (double)(i % 2))],
            _ =>
            [
                .. Enumerable.Range(0, count / 2).Select(i => (double)(i % 2 == 0 ? i : (count / 2) + i - 1)),
                .. Enumerable.Range(0, count / 2).Select(i => (double)(2 * i)),
            ],
        };
        var expected = OfSorted([.. values.Order()], 0.5);
        Assert.Equal(expected, Quantile.Median(values));
    }

    /// <summary>The definition, on values in ascending order.</summary>
    private static double OfSorted(double[] values, double p)
    {
        var h = (values.Length - 1) * p;
        var (below, above) = ((int)Math.Floor(h), (int)Math.Ceiling(h));
        return values[below] + ((h - below) * (values[above] - values[below]));
    }

    private static Gen<double[]> Values() =>
        from seed in Gen.Choose(0, int.MaxValue - 1)
        from count in Gen.Choose(1, 400)
        from kinds in Gen.Choose(1, 500)
        select Build(new Random(seed), count, kinds);

    private static double[] Build(Random random, int count, int kinds) =>
        [.. Enumerable.Range(0, count).Select(_ => random.Next(kinds) - (kinds / 3.0))];
}
