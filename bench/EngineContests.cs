using System.Globalization;
using System.Text;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Simplify;
using TlEngine.Bench.Plain;
using TlEngine.Engines.Geo.Fence;
using TlEngine.Engines.Route.Eta;
using TlEngine.Engines.Track.Clean;
using TlEngine.Engines.Track.Events;
using TlEngine.Engines.Track.Segment;
using TlEngine.Engines.Track.Simplify;
using TlEngine.Engines.Track.Summary;
using NtsPolygon = NetTopologySuite.Geometries.Polygon;

namespace TlEngine.Bench;

/// <summary>Each engine on tracks, from the request's bytes to those of the result, against <see cref="PlainTracks"/>.</summary>
internal static class EngineContests
{
    private const double Degrees = 1e-4;
    private const int Trip = 5_000;
    private const int Corners = 64;

    private static readonly Coordinate[][] Areas = [.. Enumerable.Range(0, 10).Select(i => Around(i * Day.Fixes / 10))];

    public static IEnumerable<Contest> All() =>
    [
        Of("track.clean", "serializer, haversine, greedy filter", PlainTracks.Clean, new EngineCall(new TrackCleanEngine(), Day.Rows)),
        Of("track.segment", "serializer, haversine, one pass", PlainTracks.Segment, new EngineCall(new TrackSegmentEngine(), Day.Rows)),
        Of("track.summary", "serializer, haversine, one pass", PlainTracks.Summary, new EngineCall(new TrackSummaryEngine(), Day.Rows)),
        Of("track.events", "serializer, one pass", PlainTracks.Events,
            new EngineCall(new TrackEventsEngine(), With("\"speed_limit_mps\":14"))),
        Simplify("douglas_peucker", "NetTopologySuite", line => DouglasPeuckerSimplifier.Simplify(line, Degrees)),
        Simplify("visvalingam", "NetTopologySuite", line => VWSimplifier.Simplify(line, Degrees)),
        Simplify("time_ratio", "NetTopologySuite, without times", line => DouglasPeuckerSimplifier.Simplify(line, Degrees)),
        Fence(),
        Eta(),
    ];

    private static Contest Of(string job, string plainWay, Func<byte[], byte[]> plain, EngineCall engine) =>
        new(job, Day.Fixes, plainWay, () => plain(Day.Rows), engine.Run);

    private static Contest Simplify(string method, string plainWay, Func<Geometry, Geometry> plain) => new(
        $"track.simplify, {method}", Day.Fixes, plainWay, () => PlainTracks.Simplify(Day.Rows, plain),
        new EngineCall(new TrackSimplifyEngine(), With($"\"method\":\"{method}\",\"tolerance_m\":11.1")).Run);

    private static Contest Fence()
    {
        IPreparedGeometry[] prepared = [.. Areas.Select(area => PreparedGeometryFactory.Prepare(new NtsPolygon(new LinearRing(area))))];
        var fences = string.Join(',', Areas.Select((area, i) =>
            $$$"""{"id":"{{{i}}}","geometry":{"type":"Polygon","coordinates":[{{{Json(area)}}}]}}"""));
        return Of($"geo.fence, 10 fences of {Corners} corners", "NetTopologySuite, prepared",
            json => PlainTracks.Fence(json, prepared), new EngineCall(new GeoFenceEngine(), With($"\"fences\":[{fences}]")));
    }

    /// <summary>A trip of two hours, seen every 1.7 s, along a route with a corner every 200 m.</summary>
    private static Contest Eta()
    {
        var corners = Enumerable.Range(0, Trip / 10).Select(i => Place(i * 10)).ToArray();
        var stops = string.Join(',', Enumerable.Range(0, 11).Select(i => string.Create(CultureInfo.InvariantCulture,
            $$"""{"id":"{{i}}","lat":{{Place(i * 490).Y}},"lon":{{Place(i * 490).X}},"scheduled":{{Time(i * 490)}}}""")));
        var rest = $$$"""
            "route":{"type":"LineString","coordinates":{{{Json(corners)}}}},"stops":[{{{stops}}}],"now":{{{Time(Trip)}}},"window_s":86400
            """;
        var rows = Encoding.UTF8.GetBytes(Rows(Trip) + "}");
        return new Contest(
            $"route.eta, {Trip} fixes, {corners.Length} corners", Trip, "serializer, NetTopologySuite's linear referencing",
            () => PlainTracks.Match(rows, new LineString(corners)),
            new EngineCall(new RouteEtaEngine(), Encoding.UTF8.GetBytes($"{Rows(Trip)},{rest}}}")).Run);
    }

    private static byte[] With(string members) => Encoding.UTF8.GetBytes($"{Rows(Day.Fixes)},{members}}}");

    /// <summary>The first of the day's rows, without the brace that ends the request.</summary>
    private static string Rows(int count)
    {
        var text = Encoding.UTF8.GetString(Day.Rows);
        var end = count == Day.Fixes ? text.Length - 2 : text.IndexOf($",{{\"t\":{Time(count)}", StringComparison.Ordinal);
        return text[..end] + "]";
    }

    private static long Time(int fix) => 1_709_280_000_000 + (fix * 1_700L);

    private static Coordinate Place(int fix) => new(Day.Longitudes[fix], Day.Latitudes[fix]);

    private static string Json(IEnumerable<Coordinate> places) => "[" + string.Join(',', places.Select(place =>
        string.Create(CultureInfo.InvariantCulture, $"[{place.X},{place.Y}]"))) + "]";

    /// <summary>A star of a kilometre or two around a fix.</summary>
    private static Coordinate[] Around(int fix)
    {
        var center = Place(fix);
        var corners = Enumerable.Range(0, Corners).Select(i => new Coordinate(
            center.X + ((i % 2 == 0 ? 0.02 : 0.01) * Math.Cos(i * Math.Tau / Corners)),
            center.Y + ((i % 2 == 0 ? 0.02 : 0.01) * Math.Sin(i * Math.Tau / Corners)))).ToList();
        return [.. corners, corners[0]];
    }
}
