using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TlEngine.Geodesy;

/// <summary>
/// Sine and cosine of angles of a quarter turn at most, in radians, by Taylor's series: four at once, and with nothing but products and
/// sums that are rounded as one, so every processor gives the same bits.
/// </summary>
internal static class QuarterTurn
{
    /// <summary>To the 21st power: the first term left out is 1e-18 at π/2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Sine(Vector256<double> x)
    {
        var square = x * x;
        var sum = Vector256.Create(1 / 51_090_942_171_709_440_000.0);
        sum = Vector256.FusedMultiplyAdd(sum, square, Vector256.Create(-1 / 121_645_100_408_832_000.0));
        sum = Vector256.FusedMultiplyAdd(sum, square, Vector256.Create(1 / 355_687_428_096_000.0));
        sum = Vector256.FusedMultiplyAdd(sum, square, Vector256.Create(-1 / 1_307_674_368_000.0));
        sum = Vector256.FusedMultiplyAdd(sum, square, Vector256.Create(1 / 6_227_020_800.0));
        sum = Vector256.FusedMultiplyAdd(sum, square, Vector256.Create(-1 / 39_916_800.0));
        sum = Vector256.FusedMultiplyAdd(sum, square, Vector256.Create(1 / 362_880.0));
        sum = Vector256.FusedMultiplyAdd(sum, square, Vector256.Create(-1 / 5_040.0));
        sum = Vector256.FusedMultiplyAdd(sum, square, Vector256.Create(1 / 120.0));
        sum = Vector256.FusedMultiplyAdd(sum, square, Vector256.Create(-1 / 6.0));
        return Vector256.FusedMultiplyAdd(x * square, sum, x);
    }

    /// <summary>To the 20th power: the first term left out is 2e-17 at π/2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Cosine(Vector256<double> x)
    {
        var square = x * x;
        var sum = Vector256.Create(1 / 2_432_902_008_176_640_000.0);
        sum = Vector256.FusedMultiplyAdd(sum, square, Vector256.Create(-1 / 6_402_373_705_728_000.0));
        sum = Vector256.FusedMultiplyAdd(sum, square, Vector256.Create(1 / 20_922_789_888_000.0));
        sum = Vector256.FusedMultiplyAdd(sum, square, Vector256.Create(-1 / 87_178_291_200.0));
        sum = Vector256.FusedMultiplyAdd(sum, square, Vector256.Create(1 / 479_001_600.0));
        sum = Vector256.FusedMultiplyAdd(sum, square, Vector256.Create(-1 / 3_628_800.0));
        sum = Vector256.FusedMultiplyAdd(sum, square, Vector256.Create(1 / 40_320.0));
        sum = Vector256.FusedMultiplyAdd(sum, square, Vector256.Create(-1 / 720.0));
        sum = Vector256.FusedMultiplyAdd(sum, square, Vector256.Create(1 / 24.0));
        sum = Vector256.FusedMultiplyAdd(sum, square, Vector256.Create(-0.5));
        return Vector256.FusedMultiplyAdd(sum, square, Vector256<double>.One);
    }
}
