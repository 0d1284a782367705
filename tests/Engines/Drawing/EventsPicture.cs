using System.Globalization;
using System.Text.Json;
using static System.FormattableString;

namespace TlEngine.Tests.Engines.Drawing;

/// <summary>The speed of a vehicle until it fell silent, its limit, and what was found.</summary>
internal static class EventsPicture
{
    private const double Left = 50;
    private const double Right = 690;
    private const double Top = 150;
    private const double Bottom = 330;

    public static Picture Draw(JsonElement data, JsonElement result)
    {
        var events = result.GetProperty("events").EnumerateArray().ToArray();
        var silence = events.Single(happened => Type(happened) == "no_data");
        var fixes = data.GetProperty("positions").EnumerateArray()
            .Select(fix => (Time: fix.Time("t"), Speed: fix.Number("speed")))
            .TakeWhile(fix => fix.Time <= silence.Time("start")).ToArray();
        var picture = new Picture(720, 370, "track.events", Describe(events));
        var time = new TimeAxis(Left, Right, fixes[0].Time, fixes[^1].Time);
        var speed = new ValueAxis(Top, Bottom, 0, Math.Ceiling(fixes.Max(fix => fix.Speed) / 10) * 10);
        time.Draw(picture, Top, Bottom, "HH:mm:ss");
        speed.Draw(picture, Left, Right, 10);
        DrawEpisodes(picture, time, result);
        var limit = speed.Y(result.GetProperty("parameters").Number("speed_limit_mps"));
        picture.Line("dashed red", new Place(Left, limit), new Place(Right, limit));
        picture.Text("small red halo", new Place(Right, limit - 5), "limit", "end");
        picture.Line("blue", fixes.Select(fix => new Place(time.X(fix.Time), speed.Y(fix.Speed))));
        foreach (var (at, metresPerSecond) in fixes)
        {
            picture.Circle("dot blue", new Place(time.X(at), speed.Y(metresPerSecond)), 3.5);
        }

        var told = events.Where(happened => happened.Time("t") <= fixes[^1].Time).ToArray();
        for (var i = 0; i < told.Length; i++)
        {
            Mark(picture, time.X(told[i].Time("t")), 52 + (22 * i), told[i]);
        }

        picture.Text("head ink", new Place(24, 28), "Events, and their episodes as bands");
        picture.Text("small soft", new Place(Right, 28), Silence(silence), "end");
        picture.Text("small soft", new Place(24, Top - 12), "m/s");
        return picture;
    }

    private static void DrawEpisodes(Picture picture, TimeAxis time, JsonElement result)
    {
        foreach (var episode in result.GetProperty("episodes").EnumerateArray().Where(episode => Type(episode) != "no_data"))
        {
            var (start, end) = (time.X(episode.Time("start")), time.X(episode.Time("end")));
            picture.Area("orange", new Place(start, Top), new Place(end, Top), new Place(end, Bottom), new Place(start, Bottom));
        }
    }

    private static void Mark(Picture picture, double x, double y, JsonElement happened)
    {
        var words = Type(happened) switch
        {
            "overspeed" => Of(happened, "speed_mps", "m/s"),
            "harsh_braking" => Of(happened, "acceleration_mps2", "m/s²"),
            "maintenance" => $"due at {Of(happened, "due_m", "m")}",
            _ => $"since {Clock(happened, "start")}",
        };
        var left = x > 500;
        picture.Line("thin orange", new Place(x, y), new Place(x, Bottom));
        picture.Circle("dot orange", new Place(x, y), 5);
        picture.Text("ink halo", new Place(left ? x - 11 : x + 11, y + 4), $"{Type(happened)}: {words}", left ? "end" : "start");
    }

    private static string Silence(JsonElement silence) =>
        $"after {Clock(silence, "start")} silence; no_data is told at {Clock(silence, "t")}";

    private static string Describe(JsonElement[] events) =>
        "A chart of a vehicle's speed with its limit, the episodes found and their events: "
        + string.Join(", ", events.Select(happened => $"{Type(happened)} at {Clock(happened, "t")}")) + ".";

    private static string Type(JsonElement told) => told.Text("type");

    private static string Clock(JsonElement told, string member) =>
        told.Time(member).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Of(JsonElement told, string member, string unit) =>
        Invariant($"{told.Number(member):#,0.##} {unit}");
}
