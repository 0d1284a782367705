using TlEngine.Engines.Geo.Fence;
using TlEngine.Engines.Json;
using TlEngine.Geodesy;

namespace TlEngine.Engines.Route.Eta;

/// <summary>Reads <c>route</c>, a LineString of GeoJSON.</summary>
internal sealed class RouteReader(InputErrors errors)
{
    public const string Member = "route";
    public const string Expected = "a LineString of GeoJSON";

    /// <summary>More are more than a route needs, and every fix is compared with all of them.</summary>
    public const int MostVertices = 50_000;

    private const string Pointer = "/" + Member;
    private const string ExpectedLine = "an array of 2 to 50000 positions";

    private readonly LineReader _places = new(errors);
    private readonly List<double> _latitudes = [];
    private readonly List<double> _longitudes = [];

    public RouteShape Read(ref Utf8Scanner scanner)
    {
        var reader = new ObjectReader(
            errors,
            new ObjectMember("type", "LineString", (ref Utf8Scanner s, string _) =>
                s.TryText(out var type) && type.SequenceEqual("LineString"u8)),
            new ObjectMember("coordinates", ExpectedLine, TryLine));
        return reader.Read(ref scanner, Pointer, Expected) ? new RouteShape([.. _latitudes], [.. _longitudes]) : RouteShape.None;
    }

    private bool TryLine(ref Utf8Scanner scanner, string pointer)
    {
        if (!scanner.TryTake((byte)'['))
        {
            return false;
        }

        var count = 0;
        for (; scanner.NextItem(); count++)
        {
            if (count >= MostVertices)
            {
                return false;
            }

            if (_places.TryPlace(ref scanner, $"{pointer}/{count}", out var longitude, out var latitude))
            {
                Add(latitude, Longitude.Wrap(longitude));
            }
        }

        return count >= 2;
    }

    private void Add(double latitude, double longitude)
    {
        if (_latitudes.Count == 0 || _latitudes[^1] != latitude || _longitudes[^1] != longitude)
        {
            _latitudes.Add(latitude);
            _longitudes.Add(longitude);
        }
    }
}
