namespace TlEngine.Geodesy;

/// <summary>A point by its reduced latitude β on WGS84.</summary>
internal readonly record struct ReducedPoint(double Sin, double Cos)
{
    /// <summary>Second eccentricity, squared.</summary>
    public const double Ep2 = Wgs84.E2 / ((1 - Wgs84.Flattening) * (1 - Wgs84.Flattening));

    public double Dn => Math.Sqrt(1 + (Ep2 * Sin * Sin));

    public static ReducedPoint At(double latitude)
    {
        var (sin, cos) = Degrees.SinCos(latitude);
        var unit = Degrees.Unit(sin * (1 - Wgs84.Flattening), cos);

        // A cosine of zero would lose the direction in which the pole is left.
        return new ReducedPoint(unit.Sin, Math.Max(Rounding.Tiny, unit.Cos));
    }
}
