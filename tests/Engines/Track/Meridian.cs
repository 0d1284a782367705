using TlEngine.Geodesy;

namespace TlEngine.Tests.Engines.Track;

/// <summary>Places along a meridian.</summary>
internal static class Meridian
{
    /// <summary>The latitude so many metres north on WGS84.</summary>
    public static double North(double latitude, double metres)
    {
        var sin = Math.Sin(latitude * Math.PI / 180);
        var w2 = 1 - (Wgs84.E2 * sin * sin);
        var guess = metres / (Wgs84.A * (1 - Wgs84.E2) / (w2 * Math.Sqrt(w2))) * 180 / Math.PI;
        return latitude + (guess == 0 ? 0 : guess * Math.Abs(metres) / GeodesicInverse.Distance(latitude, 0, latitude + guess, 0));
    }
}
