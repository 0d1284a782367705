using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TlEngine.Geodesy;

/// <summary>
/// Short distances on WGS84 from the radii of curvature at the middle latitude: M along the meridian, N across it, and the second-order
/// terms that Gauss's mid-latitude formula has on the sphere. Against Karney's inverse at most 1e-8 relative up to 20 km and 80° of
/// latitude.
/// </summary>
internal static class MidLatitude
{
    private const double LongestLeg = 20_000;
    private const double HighestLatitude = 80;

    /// <summary>
    /// Four distances in metres from coordinates in degrees; NaN where a leg is too long or too near a pole for the formula.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Distance(
        Vector256<double> latitude1, Vector256<double> longitude1, Vector256<double> latitude2, Vector256<double> longitude2)
    {
        var middle = (latitude1 + latitude2) * 0.5;
        var turn = longitude2 - longitude1;
        var dLambda = (turn - (Vector256.Round(turn * (1 / 360.0)) * 360)) * Degrees.ToRadians;
        var dPhi = (latitude2 - latitude1) * Degrees.ToRadians;

        var cos = QuarterTurn.Cosine(middle * Degrees.ToRadians);
        var cos2 = cos * cos;
        var sin2 = Vector256<double>.One - cos2;
        var w2 = Vector256<double>.One - (sin2 * Wgs84.E2);
        var n = Vector256.Create(Wgs84.A) / Vector256.Sqrt(w2);
        var m = n * (1 - Wgs84.E2) / w2;

        var dLambda2 = dLambda * dLambda * (1 / 12.0);
        var north = m * dPhi;
        var east = n * cos * dLambda;
        var square = (north * north * (Vector256<double>.One - (dLambda2 * (Vector256<double>.One + sin2 + sin2))))
            + (east * east * (Vector256<double>.One - (dLambda2 * sin2)));

        // The comparison is false for the negative squares that legs around half the globe come to.
        var good = Vector256.GreaterThanOrEqual(square, Vector256<double>.Zero)
            & Vector256.LessThanOrEqual(square, Vector256.Create(LongestLeg * LongestLeg))
            & Vector256.LessThanOrEqual(Vector256.Abs(latitude1), Vector256.Create(HighestLatitude))
            & Vector256.LessThanOrEqual(Vector256.Abs(latitude2), Vector256.Create(HighestLatitude))
            & Vector256.LessThanOrEqual(Vector256.Abs(dLambda), Vector256.Create(0.1));
        return Vector256.ConditionalSelect(good, Vector256.Sqrt(square), Vector256.Create(double.NaN));
    }
}
