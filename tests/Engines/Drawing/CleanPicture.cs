using System.Text.Json;
using static System.FormattableString;

namespace TlEngine.Tests.Engines.Drawing;

/// <summary>The way as it was recorded, the way that is left, and each flagged fix with its reason.</summary>
internal static class CleanPicture
{
    // Null island and its like are not on the map: the rest would be a point.
    private const double FarDegrees = 0.1;

    public static Picture Draw(JsonElement data, JsonElement result)
    {
        var fixes = DrawnFix.Of(data);
        var kept = result.GetProperty("kept").EnumerateArray().Select(i => fixes[i.GetInt32()]).ToArray();
        var flags = result.GetProperty("flags").EnumerateArray().ToArray();
        bool IsFar(DrawnFix fix) => Math.Abs(fix.Lat - kept[0].Lat) + Math.Abs(fix.Lon - kept[0].Lon) > FarDegrees;
        var near = fixes.Where(fix => !IsFar(fix)).ToArray();
        var metres = result.GetProperty("distance_m");

        var picture = new Picture(720, 460, "track.clean", Describe(fixes.Length, kept.Length, flags));
        var map = new MapFrame(new Place(50, 70), new Place(540, 385), near.Select(fix => fix.Place));
        picture.Line("dashed soft", near.Select(fix => map.At(fix.Place)));
        picture.Line("blue", kept.Select(fix => map.At(fix.Place)));
        foreach (var fix in kept)
        {
            picture.Circle("dot blue", map.At(fix.Place), 4);
        }

        var beside = 0;
        foreach (var flag in flags)
        {
            var fix = fixes[flag.GetProperty("i").GetInt32()];
            if (!IsFar(fix))
            {
                var neighbours = near.Where(other => Math.Abs(other.Index - fix.Index) == 1);
                Mark(picture, map.At(fix.Place), flag, neighbours.Average(other => map.At(other.Place).X));
                continue;
            }

            picture.Cross("red", new Place(29, 439 - (18 * beside)), 4);
            picture.Text("small soft", new Place(40, 443 - (18 * beside++)), $"{Words(flag)}: not on the map");
        }

        DrawLegend(picture, metres.Number("raw"), metres.Number("clean"));
        map.DrawScale(picture, new Place(696, 440));
        return picture;
    }

    /// <param name="way">Where its neighbours are, from left to right: the words are on the other side, where there is room.</param>
    private static void Mark(Picture picture, Place at, JsonElement flag, double way)
    {
        var (words, anchor) = at.X switch
        {
            var x when way <= x + 5 => (at.Moved(11, 1), "start"),
            > 180 => (at.Moved(-11, 1), "end"),
            _ => (at.Moved(-6, 22), "start"),
        };
        picture.Cross("red", at);
        picture.Text("ink halo", words, Words(flag), anchor);
        picture.Text("small soft halo", words.Moved(0, 14), flag.Text("detail"), anchor);
    }

    private static void DrawLegend(Picture picture, double raw, double clean)
    {
        picture.Line("dashed soft", new Place(24, 26), new Place(52, 26));
        picture.Text("ink", new Place(60, 30), Invariant($"as recorded, {raw / 1000:N0} km"));
        picture.Line("blue", new Place(230, 26), new Place(258, 26));
        picture.Circle("dot blue", new Place(244, 26), 4);
        picture.Text("ink", new Place(266, 30), Invariant($"kept, {clean / 1000:N2} km"));
        picture.Cross("red", new Place(400, 26));
        picture.Text("ink", new Place(412, 30), "flagged: its place in the input and the reason");
    }

    private static string Words(JsonElement flag) =>
        Invariant($"{flag.GetProperty("i").GetInt32()} {flag.Text("reason")}");

    private static string Describe(int input, int kept, JsonElement[] flags) => Invariant(
        $"A map of {input} fixes. A line joins the {kept} kept ones; crosses mark the flagged: {string.Join(", ", flags.Select(Words))}.");
}
