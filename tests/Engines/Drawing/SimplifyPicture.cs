using System.Text.Json;
using static System.FormattableString;

namespace TlEngine.Tests.Engines.Drawing;

/// <summary>A track and the line that is drawn in its place.</summary>
internal static class SimplifyPicture
{
    public static Picture Draw(JsonElement data, JsonElement result)
    {
        var fixes = DrawnFix.Of(data);
        var kept = result.GetProperty("kept").EnumerateArray().Select(i => fixes[i.GetInt32()]).ToArray();
        var words = Invariant($"{kept.Length} fixes; those left out are no further from it than {result.Number("max_error_m"):F1} m");
        var picture = new Picture(720, 340, "track.simplify", $"A map of {fixes.Length} fixes and of a simpler line: {words}.");
        var map = new MapFrame(new Place(50, 70), new Place(670, 290), fixes.Select(fix => fix.Place));
        picture.Line("thin soft", fixes.Select(fix => map.At(fix.Place)));
        picture.Line("blue", kept.Select(fix => map.At(fix.Place)));
        foreach (var fix in fixes)
        {
            picture.Circle(kept.Contains(fix) ? "ring blue" : "dot soft", map.At(fix.Place), kept.Contains(fix) ? 5 : 3);
        }

        picture.Line("thin soft", new Place(24, 26), new Place(52, 26));
        picture.Circle("dot soft", new Place(38, 26), 3);
        picture.Text("ink", new Place(60, 30), Invariant($"recorded, {fixes.Length} fixes"));
        picture.Line("blue", new Place(210, 26), new Place(238, 26));
        picture.Circle("ring blue", new Place(224, 26), 5);
        picture.Text("ink", new Place(246, 30), $"simpler, {words}");
        map.DrawScale(picture, new Place(696, 320));
        return picture;
    }
}
