using FsCheck;
using FsCheck.Fluent;
using TlEngine.Engines.Track.Summary;

namespace TlEngine.Tests.Engines.Track.Summary;

public sealed class HighQuantileTests
{
    /// <summary>R's quantile(1:10, c(0.5, 0.95, 1)), whose default is type 7.</summary>
    [Theory]
    [InlineData(0.5, 5.5)]
    [InlineData(0.95, 9.55)]
    [InlineData(1, 10)]
    [InlineData(0, 1)]
    public void Of_OneToTen_IsAsInR(double p, double expected) =>
        Assert.Equal(expected, HighQuantile.Of([3, 1, 2, 10, 4, 9, 8, 5, 7, 6], p), 1e-12);

    [Fact]
    public void Of_AnyValues_IsBetweenTheirOrderStatistics() => Prop.ForAll(
        Gen.NonEmptyListOf(Gen.Choose(0, 50).Select(value => (double)value)).Select(list => list.ToArray()).ToArbitrary(),
        values =>
        {
            var sorted = values.Order().ToArray();
            var position = (values.Length - 1) * 0.995;
            var quantile = HighQuantile.Of(values, 0.995);
            return quantile >= sorted[(int)position] && quantile <= sorted[Math.Min((int)position + 1, values.Length - 1)];
        }).QuickCheckThrowOnFailure();
}
