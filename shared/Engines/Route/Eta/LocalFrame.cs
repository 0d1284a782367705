using TlEngine.Engines.Track;
using TlEngine.Geodesy;

namespace TlEngine.Engines.Route.Eta;

/// <summary>The flat frame around a place: metres per degree there.</summary>
/// <param name="North">Metres per degree of latitude.</param>
/// <param name="East">Metres per degree of longitude; 0 at a pole.</param>
internal readonly record struct LocalFrame(double North, double East)
{
    public static LocalFrame At(double latitude, TrackParameters parameters)
    {
        var (sin, cos) = Degrees.SinCos(latitude);
        if (parameters.DistanceModel == DistanceModel.Sphere)
        {
            var degree = parameters.RadiusM * Degrees.ToRadians;
            return new LocalFrame(degree, degree * cos);
        }

        // The radii of curvature along the meridian, M, and across it, N.
        var w2 = 1 - (Wgs84.E2 * sin * sin);
        var n = Wgs84.A / Math.Sqrt(w2);
        return new LocalFrame(n * (1 - Wgs84.E2) / w2 * Degrees.ToRadians, n * cos * Degrees.ToRadians);
    }
}
