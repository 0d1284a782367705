namespace TlEngine.Geodesy;

/// <summary>A geodesic from the first point at a tried azimuth to the second point's latitude, and the longitude it misses by.</summary>
internal readonly record struct GeodesicShot(GeodesicArc Arc, double CosAlpha2, double Miss)
{
    /// <summary>Section 4, eq. 5, 8, 11-14, 45.</summary>
    public static GeodesicShot From(
        ReducedPoint p1, ReducedPoint p2, double sinAlpha1, double cosAlpha1, double sinLambda, double cosLambda)
    {
        // Break the degeneracy of the equatorial line.
        var cosAlpha = p1.Sin == 0 && cosAlpha1 == 0 ? -Rounding.Tiny : cosAlpha1;
        var sinAlpha0 = sinAlpha1 * p1.Cos;
        var cosAlpha0 = double.Hypot(cosAlpha, sinAlpha1 * p1.Sin);

        var (sinOmega1, cosOmega1) = (sinAlpha0 * p1.Sin, cosAlpha * p1.Cos);
        var (sin1, cos1) = Degrees.Unit(p1.Sin, cosOmega1);

        var cosAlpha2 = p2.Cos != p1.Cos || Math.Abs(p2.Sin) != -p1.Sin
            ? Math.Sqrt((cosOmega1 * cosOmega1) + (p1.Cos < -p1.Sin
                ? (p2.Cos - p1.Cos) * (p1.Cos + p2.Cos)
                : (p1.Sin - p2.Sin) * (p1.Sin + p2.Sin))) / p2.Cos
            : Math.Abs(cosAlpha);
        var (sinOmega2, cosOmega2) = (sinAlpha0 * p2.Sin, cosAlpha2 * p2.Cos);
        var (sin2, cos2) = Degrees.Unit(p2.Sin, cosOmega2);

        var sigma = Math.Atan2(Math.Max(0, (cos1 * sin2) - (sin1 * cos2)), (cos1 * cos2) + (sin1 * sin2));
        var sinOmega = Math.Max(0, (cosOmega1 * sinOmega2) - (sinOmega1 * cosOmega2));
        var cosOmega = (cosOmega1 * cosOmega2) + (sinOmega1 * sinOmega2);
        var eta = Math.Atan2((sinOmega * cosLambda) - (cosOmega * sinLambda), (cosOmega * cosLambda) + (sinOmega * sinLambda));

        var k2 = cosAlpha0 * cosAlpha0 * ReducedPoint.Ep2;
        var eps = k2 / ((2 * (1 + Math.Sqrt(1 + k2))) + k2);
        Span<double> c3 = stackalloc double[GeodesicSeries.Order];
        GeodesicSeries.C3(eps, c3);
        var turn = GeodesicSeries.SineSum(sin2, cos2, c3, GeodesicSeries.Order - 1)
            - GeodesicSeries.SineSum(sin1, cos1, c3, GeodesicSeries.Order - 1);
        var miss = eta - (Wgs84.Flattening * GeodesicSeries.A3(eps) * sinAlpha0 * (sigma + turn));
        return new GeodesicShot(new GeodesicArc(eps, sigma, sin1, cos1, p1.Dn, sin2, cos2, p2.Dn), cosAlpha2, miss);
    }

    /// <summary>How the miss grows with the azimuth, eq. 46.</summary>
    public double Slope(ReducedPoint p1, ReducedPoint p2) => CosAlpha2 == 0
        ? -2 * (1 - Wgs84.Flattening) * p1.Dn / p1.Sin
        : Arc.ReducedLength() * (1 - Wgs84.Flattening) / (CosAlpha2 * p2.Cos);
}
