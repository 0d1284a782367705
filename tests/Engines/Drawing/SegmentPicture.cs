using System.Text.Json;
using static System.FormattableString;

namespace TlEngine.Tests.Engines.Drawing;

/// <summary>Trips, stops and gaps: where they were, and below that when.</summary>
internal static class SegmentPicture
{
    private const double Top = 372;
    private const double Bottom = 404;

    private static readonly string[] _colours = ["blue", "purple", "green"];

    public static Picture Draw(JsonElement data, JsonElement result)
    {
        var fixes = DrawnFix.Of(data);
        var (trips, stops, gaps) = (Parts(result, "trips"), Parts(result, "stops"), Parts(result, "gaps"));
        var picture = new Picture(720, 440, "track.segment", Invariant(
            $"A map of a track in parts, below it the same along the time of day: {trips.Length} trips, {stops.Length} stops, {gaps.Length} gap."));
        var map = new MapFrame(new Place(80, 64), new Place(590, 318), fixes.Select(fix => fix.Place));
        var time = new TimeAxis(30, 690, fixes[0].Time, fixes[^1].Time);
        time.Draw(picture, Top - 8, Bottom + 8);
        foreach (var gap in gaps)
        {
            picture.Line("dashed soft", Places(map, fixes, gap));
            picture.Line("dashed soft", new Place(time.X(Start(gap)), (Top + Bottom) / 2), new Place(time.X(End(gap)), (Top + Bottom) / 2));
            picture.TextBeside("soft halo", Places(map, fixes, gap), map.Centre, $"gap: {Minutes(gap)}");
            picture.Text("small soft halo", new Place((time.X(Start(gap)) + time.X(End(gap))) / 2, Top + 20), "gap", "middle");
        }

        for (var i = 0; i < trips.Length; i++)
        {
            DrawTrip(picture, map, time, fixes, trips[i], i);
        }

        for (var i = 0; i < stops.Length; i++)
        {
            DrawStop(picture, map, time, fixes[stops[i].GetProperty("from").GetInt32()], stops[i], $"stop {i + 1}");
        }

        picture.Text("head ink", new Place(24, 30), "Where");
        picture.Text("head ink", new Place(24, Top - 20), "When");
        map.DrawScale(picture, new Place(696, 330));
        return picture;
    }

    private static void DrawTrip(Picture picture, MapFrame map, TimeAxis time, DrawnFix[] fixes, JsonElement trip, int number)
    {
        var (colour, places) = (_colours[number % _colours.Length], Places(map, fixes, trip));
        picture.Line(colour, places);
        foreach (var place in places)
        {
            picture.Circle($"dot {colour}", place, 3);
        }

        var length = Invariant($"{trip.Number("distance_m") / 1000:F1} km");
        var open = trip.GetProperty("open").GetBoolean() ? ", open" : "";
        picture.TextBeside($"{colour} halo", places, map.Centre, $"trip {number + 1}: {length}{open}");
        picture.Bar(colour, new Place(time.X(Start(trip)), Top), new Place(time.X(End(trip)), Bottom));
        picture.Text("small white", new Place((time.X(Start(trip)) + time.X(End(trip))) / 2, Bottom - 12), $"{number + 1}", "middle");
    }

    private static void DrawStop(Picture picture, MapFrame map, TimeAxis time, DrawnFix fix, JsonElement stop, string name)
    {
        picture.Circle("ring orange", map.At(fix.Place), 8);
        picture.Circle("dot orange", map.At(fix.Place), 4);
        picture.Text("orange halo", map.At(fix.Place).Moved(14, 16), $"{name}: {Minutes(stop)}");
        picture.Bar("orange", new Place(time.X(Start(stop)), Top + 8), new Place(time.X(End(stop)), Bottom - 8));
        picture.Text("small white", new Place((time.X(Start(stop)) + time.X(End(stop))) / 2, Bottom - 12), name, "middle");
    }

    private static JsonElement[] Parts(JsonElement result, string member) => [.. result.GetProperty(member).EnumerateArray()];

    private static Place[] Places(MapFrame map, DrawnFix[] fixes, JsonElement part) =>
        [.. fixes[part.GetProperty("from").GetInt32()..(part.GetProperty("to").GetInt32() + 1)].Select(fix => map.At(fix.Place))];

    private static DateTimeOffset Start(JsonElement part) => part.Time("start");

    private static DateTimeOffset End(JsonElement part) => part.Time("end");

    private static string Minutes(JsonElement part) =>
        Invariant($"{part.Number("duration_s") / 60:F0} min");
}
