using System.Numerics;
using TlEngine.Engines.Statistics;

namespace TlEngine.Tests.Engines.Statistics;

public sealed class MomentsTests
{
    /// <summary>
    /// NIST StRD, univariate summary statistics. A decimal that is no double limits the standard deviation: the deviations of NumAcc3 and
    /// NumAcc4 carry the rounding of 1000000.1 and 10000000.1, half a unit in the last place, 6e-11 and 9e-10.
    /// </summary>
    [Theory]
    [InlineData("Lew", 15, 15)]
    [InlineData("Lottery", 15, 15)]
    [InlineData("Mavro", 15, 12)]
    [InlineData("Michelso", 15, 13)]
    [InlineData("NumAcc1", 15, 15)]
    [InlineData("NumAcc2", 15, 15)]
    [InlineData("NumAcc3", 15, 9)]
    [InlineData("NumAcc4", 15, 8)]
    public void Of_NistDataSet_HasTheCertifiedDigits(string name, double meanDigits, double deviationDigits)
    {
        var data = NistData.Read(name);
        var moments = Moments.Of(data.Values);
        Assert.True(Digits(data.Mean, moments.Mean) >= meanDigits - 0.3, $"mean {moments.Mean:R}");
        var digits = Digits(data.StandardDeviation, moments.StandardDeviation);
        Assert.True(digits >= deviationDigits, $"deviation {moments.StandardDeviation:R}");
    }

    /// <summary>Of the doubles as they are, in exact arithmetic, every digit that a double has is right.</summary>
    [Theory]
    [InlineData("Mavro")]
    [InlineData("Michelso")]
    [InlineData("NumAcc3")]
    [InlineData("NumAcc4")]
    public void Of_NistDataSet_IsExactForTheDoublesAsTheyAre(string name)
    {
        var values = NistData.Read(name).Values;
        var (mean, deviation) = Exact(values);
        var moments = Moments.Of(values);
        Assert.True(Digits(mean, moments.Mean) >= 15.5, $"mean {moments.Mean:R}, exactly {mean:R}");
        Assert.True(Digits(deviation, moments.StandardDeviation) >= 14.5, $"{moments.StandardDeviation:R}, exactly {deviation:R}");
    }

    [Theory]
    [InlineData(1e308)]
    [InlineData(-1e308)]
    [InlineData(1e-310)]
    [InlineData(0.1)]
    public void Of_EqualValues_HasThatMeanAndNoDeviation(double value)
    {
        var moments = Moments.Of([.. Enumerable.Repeat(value, 1001)]);
        Assert.Equal(value, moments.Mean, Math.Abs(value) * 1e-15);
        Assert.Equal(0, moments.StandardDeviation);
    }

    [Fact]
    public void Of_LargestValuesOfBothSigns_HasTheirDeviation() =>
        Assert.Equal(Math.Sqrt(2) * 1e308, Moments.Of([1e308, -1e308]).StandardDeviation, 1e294);

    [Fact]
    public void Of_TermsThatCancel_SumsToWhatIsLeft() => Assert.Equal(2, Moments.Of([1, 1e99, 1, -1e99]).Sum);

    /// <summary>Digits that agree; NIST's log relative error.</summary>
    private static double Digits(double certified, double computed) =>
        certified == computed ? 17 : -Math.Log10(Math.Abs(computed - certified) / Math.Abs(certified));

    private static (double Mean, double Deviation) Exact(double[] values)
    {
        // Every value here is a whole multiple of 2^-60.
        var whole = values.Select(value => (BigInteger)Math.ScaleB(value, 60)).ToArray();
        var sum = whole.Aggregate(BigInteger.Zero, (total, value) => total + value);
        var squares = whole.Aggregate(BigInteger.Zero, (total, value) => total + BigInteger.Pow((value * whole.Length) - sum, 2));
        var n = (double)whole.Length;
        return (Math.ScaleB((double)sum / n, -60), Math.ScaleB(Math.Sqrt((double)squares / (n - 1)) / n, -60));
    }
}
