using TlEngine.Tests.Engines.Track;

namespace TlEngine.Tests.Engines.Route.Eta;

/// <summary>
/// A line of 11.8 km: out along an avenue, round a loop, back along the same avenue, out and back on a spur, and home. Places are metres
/// east and north of the depot.
/// </summary>
internal sealed class ShuttleLine
{
    private const double Latitude = -34.6;
    private const double Longitude = -58.4;
    private const double MetresPerDegreeNorth = 110_945;
    private const double MetresPerDegreeEast = 91_740;
    private const double BetweenStops = 490;

    private static readonly (double East, double North)[] Corners =
    [
        (0, 0), (700, 40), (1400, -30), (2000, 0), (2000, 800), (2100, 1500), (3200, 1500), (3200, 0), (2000, 0), (1400, -30), (700, 40),
        (500, 30), (500, -600), (420, -1200), (500, -600), (500, 30), (0, 0),
    ];

    private readonly double[] _along = new double[Corners.Length];

    public ShuttleLine()
    {
        for (var i = 1; i < Corners.Length; i++)
        {
            _along[i] = _along[i - 1] + double.Hypot(Corners[i].East - Corners[i - 1].East, Corners[i].North - Corners[i - 1].North);
        }

        var count = (int)Math.Round(_along[^1] / BetweenStops) + 1;
        Stops = [.. Enumerable.Range(0, count).Select(k => _along[^1] * k / (count - 1))];
    }

    /// <summary>Metres along the line.</summary>
    public double[] Stops { get; }

    public (double Lon, double Lat)[] Route { get; } = [.. Corners.Select(Place)];

    public (double East, double North) At(double along)
    {
        var i = Math.Max(1, Array.FindIndex(_along, metres => metres >= Math.Min(along, _along[^1])));
        var share = Math.Clamp((along - _along[i - 1]) / (_along[i] - _along[i - 1]), 0, 1);
        var (from, to) = (Corners[i - 1], Corners[i]);
        return (from.East + (share * (to.East - from.East)), from.North + (share * (to.North - from.North)));
    }

    public (double Lon, double Lat) PlaceAt(double along) => Place(At(along));

    public static (double East, double North) MetresOf(Fix fix) =>
        ((fix.Lon - Longitude) * MetresPerDegreeEast, (fix.Lat - Latitude) * MetresPerDegreeNorth);

    public static Fix FixAt(double second, (double East, double North) at)
    {
        var (lon, lat) = Place(at);
        return new Fix(Recording.Start.AddSeconds(second), lat, lon);
    }

    private static (double Lon, double Lat) Place((double East, double North) at) => (
        Math.Round(Longitude + (at.East / MetresPerDegreeEast), 7), Math.Round(Latitude + (at.North / MetresPerDegreeNorth), 7));
}
