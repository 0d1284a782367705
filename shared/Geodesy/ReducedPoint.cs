namespace TlEngine.Geodesy;

/// <summary>A point by its reduced latitude β on WGS84.</summary>
internal readonly record struct ReducedPoint(double Sin, double Cos)
{
    /// <summary>Second eccentricity, squared.</summary>
    public const double Ep2 = Wgs84.E2 / ((1 - Wgs84.Flattening) * (1 - Wgs84.Flattening));

    // Keeps the poles on a meridian: cos β of zero would lose the direction.
    private const double Tiny = 1.5e-154;

    public double Dn => Math.Sqrt(1 + (Ep2 * Sin * Sin));

    public static ReducedPoint At(double latitude)
    {
        var (sin, cos) = Degrees.SinCos(latitude);
        sin *= 1 - Wgs84.Flattening;
        var norm = double.Hypot(sin, cos);
        return new ReducedPoint(sin / norm, Math.Max(Tiny, cos / norm));
    }
}
