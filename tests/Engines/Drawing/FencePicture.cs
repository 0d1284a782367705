using System.Text.Json;
using static System.FormattableString;

namespace TlEngine.Tests.Engines.Drawing;

/// <summary>Fences, the way through them and what happened at them: where it was, and below that when.</summary>
internal static class FencePicture
{
    private const double Top = 362;
    private const double Row = 26;

    private static readonly string[] _colours = ["green", "purple", "orange"];

    public static Picture Draw(JsonElement data, JsonElement result)
    {
        var fixes = DrawnFix.Of(data);
        var fences = DrawnFence.Of(data, _colours);
        var events = result.GetProperty("events").EnumerateArray().ToArray();
        var picture = new Picture(720, Top + (Row * fences.Length) + 38, "geo.fence", Describe(fences, events));
        var map = new MapFrame(
            new Place(50, 50), new Place(670, 300), fixes.Select(fix => fix.Place).Concat(fences.SelectMany(fence => fence.Places)));
        foreach (var fence in fences)
        {
            fence.Draw(picture, map);
        }

        picture.Line("blue", fixes.Select(fix => map.At(fix.Place)));
        foreach (var fix in fixes)
        {
            picture.Circle("dot blue", map.At(fix.Place), 3);
        }

        foreach (var fence in fences)
        {
            foreach (var happened in events.Where(fence.Owns))
            {
                Mark(picture, map, fence.Colour, happened);
            }
        }

        DrawTimes(picture, fixes, fences, events, result);
        picture.Text("head ink", new Place(24, 30), "Where");
        picture.Text("head ink", new Place(24, Top - 22), "When");
        map.DrawScale(picture, new Place(696, 320));
        return picture;
    }

    private static void Mark(Picture picture, MapFrame map, string colour, JsonElement happened)
    {
        var type = happened.Text("type");
        var at = map.At(happened.Number("lat"), happened.Number("lon"));
        Mark(picture, colour, type, at);
        if (type == "cross")
        {
            Mark(picture, colour, "exit", map.At(happened.Number("exit_lat"), happened.Number("exit_lon")));
        }

        var (words, anchor) = type switch
        {
            "dwell" => (at.Moved(-11, 5), "end"),
            "exit" => (at.Moved(9, 16), "start"),
            _ => (at.Moved(-9, -8), "end"),
        };
        picture.Text($"{colour} halo", words, type, anchor);
    }

    /// <summary>What goes in is full, what goes out is open.</summary>
    private static void Mark(Picture picture, string colour, string type, Place at) =>
        picture.Circle($"{(type == "exit" ? "ring" : "dot")} {colour}", at, type == "dwell" ? 7 : 5);

    private static void DrawTimes(Picture picture, DrawnFix[] fixes, DrawnFence[] fences, JsonElement[] events, JsonElement result)
    {
        var time = new TimeAxis(90, 650, fixes[0].Time, fixes[^1].Time);
        time.Draw(picture, Top - 8, Top + (Row * fences.Length));
        for (var i = 0; i < fences.Length; i++)
        {
            var (fence, y) = (fences[i], Top + (Row * i) + (Row / 2) - 4);
            picture.Text(fence.Colour, new Place(24, y + 4), fence.Id);
            foreach (var visit in result.GetProperty("visits").EnumerateArray().Where(fence.Owns))
            {
                picture.Bar(
                    fence.Colour,
                    new Place(time.X(visit.Time("start")), y - 8),
                    new Place(time.X(visit.Time("end")), y + 8));
            }

            foreach (var happened in events.Where(fence.Owns))
            {
                var type = happened.Text("type");
                var at = new Place(time.X(happened.Time("t")), y);
                Mark(picture, type == "dwell" ? "white" : fence.Colour, type == "dwell" ? "enter" : type, at);
                var (words, colour) = type switch
                {
                    "enter" => (at.Moved(9, 4), "white"),
                    "dwell" => (at.Moved(11, 4), "white"),
                    _ => (at.Moved(9, 4), $"{fence.Colour} halo"),
                };
                picture.Text($"small {colour}", words, type);
            }
        }
    }

    private static string Describe(DrawnFence[] fences, JsonElement[] events)
    {
        var told = events.Select(happened => Invariant(
            $"{happened.Text("type")} {happened.Text("fence")} at {happened.Time("t"):HH:mm:ss}"));
        var names = string.Join(", ", fences.Select(fence => fence.Id));
        return $"A map of a track through the fences {names}, and below it the visits along the time of day: {string.Join(", ", told)}.";
    }
}
