using TlEngine.Engines.Track;
using TlEngine.Geodesy;

namespace TlEngine.Engines.Geo.Fence;

/// <summary>Metres for unrolled degrees.</summary>
/// <param name="distance">The figure of the earth.</param>
/// <param name="metresPerDegree">The shortest degree of a great circle there.</param>
internal sealed class Metric(Distance distance, double metresPerDegree)
{
    /// <summary>A micrometre: what rounding may move a place off the boundary it is on.</summary>
    public const double Tolerance = 1e-6;

    // WGS84's degree of the meridian at the equator is 110,574 m.
    private const double ShortestDegree = 110_570;

    public static Metric Of(TrackParameters parameters) => new(
        parameters.Distance,
        parameters.DistanceModel == DistanceModel.Sphere ? parameters.RadiusM * Geodesy.Degrees.ToRadians : ShortestDegree);

    /// <summary>How many degrees of latitude are as long as one of longitude: N·cos φ over M.</summary>
    public static double Aspect(double latitude)
    {
        var (sin, cos) = Geodesy.Degrees.SinCos(latitude);
        return cos * (1 - (Wgs84.E2 * sin * sin)) / (1 - Wgs84.E2);
    }

    /// <summary>The largest change of longitude within so many degrees of a place; 360 where a pole is within.</summary>
    public static double Turn(double latitude, double degrees)
    {
        // The ellipsoid's degrees differ from a sphere's by less than a hundredth.
        var reach = degrees * 1.01;
        return Math.Abs(latitude) + reach >= 90
            ? 360
            : Math.Asin(Math.Min(1, Math.Sin(reach * Geodesy.Degrees.ToRadians) / Math.Cos(latitude * Geodesy.Degrees.ToRadians)))
                / Geodesy.Degrees.ToRadians;
    }

    /// <summary>No place so many metres away is further in latitude.</summary>
    public double Degrees(double metres) => Math.Min(180, (metres / metresPerDegree) + 1e-9);

    public double Between(double latitude1, double longitude1, double latitude2, double longitude2) =>
        distance.Between(latitude1, Longitude.Wrap(longitude1), latitude2, Longitude.Wrap(longitude2));

    /// <summary>Whether two places are so near, the limit included.</summary>
    public bool Within(double latitude1, double longitude1, double latitude2, double longitude2, double limit) => distance.Within(
        latitude1, Longitude.Wrap(longitude1), latitude2, Longitude.Wrap(longitude2), limit + Tolerance);
}
