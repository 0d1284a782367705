using System.Text.Json;
using TlEngine.Tests.Engines.Drawing;
using static System.FormattableString;

namespace TlEngine.Tests.Engines.Route.Eta;

/// <summary>Draws a route, the fixes of a vehicle and where the engine matched them; a pixel is five metres.</summary>
internal static class RoundPicture
{
    private const double MetresPerPixel = 5;
    private const double Margin = 40;
    private const double NorthMost = 1800;

    /// <summary>Nearer than this, two stops are one place that the route passes twice.</summary>
    private const double SamePlace = 14;

    public static Picture Draw(ShuttleLine line, IReadOnlyList<(double East, double North)> fixes, JsonElement result)
    {
        var stops = result.GetProperty("stops").EnumerateArray().ToArray();
        var ahead = stops.Where(IsAhead).ToArray();
        var picture = new Picture(720, 660, "route.eta", Invariant(
            $"A map of a shuttle's route: {stops.Length - ahead.Length} stops passed, {ahead.Length} ahead, the fixes as matched."));
        picture.Line("wide faint", Enumerable.Range(0, 237).Select(i => Pixel(line.At(i * 50))));
        var matches = result.GetProperty("matches");
        foreach (var (index, progress) in matches.GetProperty("i").EnumerateArray().Zip(matches.GetProperty("progress_m").EnumerateArray()))
        {
            var (fix, at) = (Pixel(fixes[index.GetInt32()]), Pixel(line.At(progress.GetDouble())));
            picture.Line("thin soft", fix, at);
            picture.Dot(Hue(progress.GetDouble() / line.Stops[^1]), fix, 2.2);
        }

        foreach (var stop in stops.Where(stop => !IsAhead(stop)))
        {
            picture.Circle("dot soft", PlaceOf(line, stop), 5.5);
        }

        DrawAhead(picture, line, ahead);
        var vehicle = Pixel(line.At(result.Number("progress_m")));
        picture.Circle("ring red", vehicle, 8);
        picture.Circle("dot red", vehicle, 4);
        picture.Text("head red halo", vehicle.Moved(-4, -15), "vehicle", "end");
        DrawLegend(picture);
        return picture;
    }

    private static void DrawAhead(Picture picture, ShuttleLine line, JsonElement[] ahead)
    {
        var left = ahead.ToList();
        while (left.Count > 0)
        {
            var at = PlaceOf(line, left[0]);
            var here = left.Where(stop =>
                PlaceOf(line, stop) is var other && Math.Abs(other.X - at.X) + Math.Abs(other.Y - at.Y) < SamePlace).ToArray();
            left.RemoveAll(here.Contains);
            picture.Circle("ring ink", at, 5.5);
            picture.Text("ink halo", at.Moved(10, here.Length > 1 ? -11 : 19), string.Join(
                ", then ", here.Select(stop => Invariant($"{stop.Number("delay_s"):+0;-0;0} s"))));
        }
    }

    private static void DrawLegend(Picture picture)
    {
        picture.Circle("dot soft", new Place(30, 26), 5.5);
        picture.Text("ink", new Place(42, 30), "stop passed");
        picture.Circle("ring ink", new Place(140, 26), 5.5);
        picture.Text("ink", new Place(152, 30), "stop ahead, and how late it will be");
        for (var i = 0; i < 10; i++)
        {
            picture.Dot(Hue(i / 10.0), new Place(390 + (i * 6), 26), 2.2);
        }

        picture.Text("ink", new Place(460, 30), "fixes, by progress");
    }

    private static bool IsAhead(JsonElement stop) => stop.Text("state") == "expected";

    private static string Hue(double progress) => Invariant($"hsl({240 * (1 - progress):F0},80%,45%)");

    private static Place PlaceOf(ShuttleLine line, JsonElement stop) => Pixel(line.At(stop.Number("distance_m")));

    private static Place Pixel((double East, double North) at) =>
        new(Margin + (at.East / MetresPerPixel), Margin + ((NorthMost - at.North) / MetresPerPixel));
}
