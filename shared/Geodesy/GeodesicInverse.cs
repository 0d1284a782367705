namespace TlEngine.Geodesy;

/// <summary>
/// The shortest distance between any two places on WGS84, to 15 nm: C. F. F. Karney, "Algorithms for geodesics",
/// J. Geodesy 87, 43-55 (2013), sections 4 and 5.
/// </summary>
internal static class GeodesicInverse
{
    /// <summary>In metres; from and to in degrees.</summary>
    public static double Distance(double latitude1, double longitude1, double latitude2, double longitude2)
    {
        var (lambda, lost) = Degrees.Difference(longitude1, longitude2);
        var sign = Math.CopySign(1, lambda);
        lambda *= sign;
        lost *= sign;
        var (sinLambda, cosLambda) = lambda > 90
            ? Supplement(Degrees.SinCos(180 - lambda - lost))
            : Degrees.SinCos(lambda + lost);

        // The canonical order: φ1 ≤ 0 and |φ1| ≥ |φ2|. A distance is symmetric, so nothing has to be undone.
        var (phi1, phi2) = (Degrees.Rounded(latitude1), Degrees.Rounded(latitude2));
        if (Math.Abs(phi1) < Math.Abs(phi2))
        {
            (phi1, phi2) = (phi2, phi1);
        }

        if (phi1 > 0)
        {
            (phi1, phi2) = (-phi1, -phi2);
        }

        var (p1, p2) = Alike(ReducedPoint.At(phi1), ReducedPoint.At(phi2));
        if (phi1 == -90 || sinLambda == 0)
        {
            return AlongMeridian(p1, p2, cosLambda);
        }

        if (p1.Sin == 0 && 180 - lambda - lost >= Wgs84.Flattening * 180)
        {
            return Wgs84.A * lambda * Degrees.ToRadians;
        }

        var start = GeodesicStart.Of(p1, p2, lambda * Degrees.ToRadians, sinLambda, cosLambda);
        return Wgs84.B * (start.ShortDistance ?? GeodesicSearch.Arc(p1, p2, start, sinLambda, cosLambda).Distance());
    }

    private static double AlongMeridian(ReducedPoint p1, ReducedPoint p2, double cosAlpha1)
    {
        var cos1 = cosAlpha1 * p1.Cos;
        var sigma = Math.Atan2(Math.Max(0, (cos1 * p2.Sin) - (p1.Sin * p2.Cos)), (cos1 * p2.Cos) + (p1.Sin * p2.Sin));
        return Wgs84.B * new GeodesicArc(GeodesicSeries.ThirdFlattening, sigma, p1.Sin, cos1, p1.Dn, p2.Sin, p2.Cos, p2.Dn).Distance();
    }

    private static (double Sin, double Cos) Supplement((double Sin, double Cos) angle) => (angle.Sin, -angle.Cos);

    /// <summary>Latitudes of equal size get equal sines and cosines, whatever rounding did to them.</summary>
    private static (ReducedPoint First, ReducedPoint Second) Alike(ReducedPoint p1, ReducedPoint p2)
    {
        if (p1.Cos < -p1.Sin)
        {
            return p2.Cos == p1.Cos ? (p1, p2 with { Sin = Math.CopySign(p1.Sin, p2.Sin) }) : (p1, p2);
        }

        return Math.Abs(p2.Sin) == -p1.Sin ? (p1, p2 with { Cos = p1.Cos }) : (p1, p2);
    }
}
