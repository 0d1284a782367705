using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TlEngine.Tests.Engines.Route.Eta;

/// <summary>Draws a route, the fixes of a vehicle and where the engine matched them, as SVG; a pixel is five metres.</summary>
internal static class RoundPicture
{
    private const double MetresPerPixel = 5;
    private const double Margin = 40;
    private const double Width = 720;
    private const double Height = 640;
    private const double NorthMost = 1600;

    public static string Draw(ShuttleLine line, IReadOnlyList<(double East, double North)> fixes, JsonElement result)
    {
        var picture = new StringBuilder();
        Append(picture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\"");
        Append(picture, $" font-family=\"sans-serif\" font-size=\"12\">");
        Append(picture, $"<rect width=\"{Width}\" height=\"{Height}\" fill=\"#fff\"/>");
        var route = Enumerable.Range(0, 237).Select(i => Pixel(line.At(i * 50)));
        Append(picture, $"<polyline points=\"{string.Join(' ', route)}\" fill=\"none\" stroke=\"#ccc\" stroke-width=\"7\"/>");
        var matches = result.GetProperty("matches");
        var places = matches.GetProperty("i").EnumerateArray().Zip(matches.GetProperty("progress_m").EnumerateArray());
        foreach (var (index, progress) in places)
        {
            var (fix, at) = (Pixel(fixes[index.GetInt32()]), Pixel(line.At(progress.GetDouble())));
            var hue = 240 * (1 - (progress.GetDouble() / line.Stops[^1]));
            Append(picture, $"<path d=\"M{fix}L{at}\" stroke=\"#999\" stroke-width=\"0.5\"/>");
            Append(picture, $"<circle cx=\"{fix.X}\" cy=\"{fix.Y}\" r=\"2\" fill=\"hsl({hue:F0},80%,45%)\"/>");
        }

        foreach (var stop in result.GetProperty("stops").EnumerateArray())
        {
            var at = Pixel(line.At(stop.GetProperty("distance_m").GetDouble()));
            var passed = stop.GetProperty("state").GetString() != "expected";
            Append(picture, $"<circle cx=\"{at.X}\" cy=\"{at.Y}\" r=\"5\" fill=\"{(passed ? "#333" : "#fff")}\" stroke=\"#333\"/>");
            if (!passed)
            {
                Append(picture, $"<text x=\"{at.X + 8}\" y=\"{at.Y + 14}\">{stop.GetProperty("delay_s").GetDouble():+0;-0;0} s</text>");
            }
        }

        return picture.Append("</svg>\n").ToString();
    }

    private static Place Pixel((double East, double North) at) => new(
        Math.Round(Margin + (at.East / MetresPerPixel), 1), Math.Round(Margin + ((NorthMost - at.North) / MetresPerPixel), 1));

    private static void Append(StringBuilder picture, FormattableString element) =>
        picture.Append(element.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private readonly record struct Place(double X, double Y)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{X} {Y}");
    }
}
