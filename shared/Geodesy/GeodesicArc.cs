namespace TlEngine.Geodesy;

/// <summary>An arc on the auxiliary sphere from σ1 to σ2, and what its ends know of the ellipsoid.</summary>
/// <param name="Epsilon">The expansion parameter of the geodesic.</param>
/// <param name="Sigma12">Length of the arc in radians.</param>
/// <param name="Dn1">sqrt(1 + e'² sin²β) at the first end.</param>
internal readonly record struct GeodesicArc(
    double Epsilon, double Sigma12, double Sin1, double Cos1, double Dn1, double Sin2, double Cos2, double Dn2)
{
    /// <summary>Distance over b, Karney (2013) eq. 7, 15.</summary>
    public double Distance()
    {
        Span<double> c = stackalloc double[GeodesicSeries.Order + 1];
        GeodesicSeries.C1(Epsilon, c);
        return (1 + GeodesicSeries.A1Minus1(Epsilon)) * (Sigma12 + Turn(c));
    }

    /// <summary>Reduced length over b, eq. 38, 40.</summary>
    public double ReducedLength()
    {
        Span<double> c1 = stackalloc double[GeodesicSeries.Order + 1];
        Span<double> c2 = stackalloc double[GeodesicSeries.Order + 1];
        GeodesicSeries.C1(Epsilon, c1);
        GeodesicSeries.C2(Epsilon, c2);
        var a1 = GeodesicSeries.A1Minus1(Epsilon);
        var a2 = GeodesicSeries.A2Minus1(Epsilon);
        var j12 = ((a1 - a2) * Sigma12) + (((1 + a1) * Turn(c1)) - ((1 + a2) * Turn(c2)));
        return (Dn2 * (Cos1 * Sin2)) - (Dn1 * (Sin1 * Cos2)) - (Cos1 * Cos2 * j12);
    }

    private double Turn(ReadOnlySpan<double> c) =>
        GeodesicSeries.SineSum(Sin2, Cos2, c, GeodesicSeries.Order) - GeodesicSeries.SineSum(Sin1, Cos1, c, GeodesicSeries.Order);
}
