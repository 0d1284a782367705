namespace TlEngine.Geodesy;

/// <summary>The World Geodetic System 1984: the ellipsoid of GPS coordinates.</summary>
internal static class Wgs84
{
    /// <summary>Equatorial radius in metres.</summary>
    public const double A = 6_378_137.0;

    public const double Flattening = 1 / 298.257223563;

    /// <summary>Polar radius in metres.</summary>
    public const double B = A * (1 - Flattening);

    /// <summary>First eccentricity, squared.</summary>
    public const double E2 = Flattening * (2 - Flattening);

    /// <summary>Mean radius in metres (2a + b) / 3, as the IUGG defines it.</summary>
    public const double MeanRadius = 6_371_008.8;
}
