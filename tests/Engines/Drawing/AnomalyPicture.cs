using System.Text.Json;
using static System.FormattableString;

namespace TlEngine.Tests.Engines.Drawing;

/// <summary>A series, the band in which its values are like the others, and those that are not.</summary>
internal static class AnomalyPicture
{
    private const double Left = 50;
    private const double Right = 690;
    private const double Top = 56;
    private const double Bottom = 300;

    public static Picture Draw(JsonElement data, JsonElement result)
    {
        var points = data.GetProperty("series").EnumerateArray()
            .Select(point => (Time: point.Time("t"), Value: point.GetProperty("value"))).ToArray();
        var measured = points.Where(point => point.Value.ValueKind == JsonValueKind.Number)
            .Select(point => (point.Time, Value: point.Value.GetDouble())).ToArray();
        var anomalies = result.GetProperty("anomalies").EnumerateArray().ToArray();
        var (lower, upper) = (Statistic(result, "lower"), Statistic(result, "upper"));
        var picture = new Picture(720, 340, "series.anomaly", Invariant(
            $"A chart of {points.Length} values; all but {anomalies.Length} lie in the band from {lower:F1} to {upper:F1}."));
        var time = new TimeAxis(Left, Right, points[0].Time, points[^1].Time);
        var low = Math.Floor((measured.Min(point => point.Value) - 3) / 10) * 10;
        var value = new ValueAxis(Top, Bottom, low, Math.Ceiling((measured.Max(point => point.Value) + 3) / 10) * 10);
        time.Draw(picture, Top, Bottom);
        value.Draw(picture, Left, Right, 10);
        var (highest, lowest) = (value.Y(upper), value.Y(lower));
        picture.Area("green", new Place(Left, highest), new Place(Right, highest), new Place(Right, lowest), new Place(Left, lowest));
        picture.Line("thin soft", measured.Select(point => new Place(time.X(point.Time), value.Y(point.Value))));
        foreach (var point in measured)
        {
            picture.Circle("dot blue", new Place(time.X(point.Time), value.Y(point.Value)), 3.5);
        }

        foreach (var point in points.Where(point => point.Value.ValueKind != JsonValueKind.Number))
        {
            picture.Text("small soft", new Place(time.X(point.Time), Bottom - 8), "missing", "middle");
        }

        foreach (var anomaly in anomalies)
        {
            Mark(picture, new Place(time.X(anomaly.Time("t")), value.Y(anomaly.Number("value"))), anomaly);
        }

        DrawLegend(picture);
        return picture;
    }

    private static void Mark(Picture picture, Place at, JsonElement anomaly)
    {
        picture.Circle("ring red", at, 7);
        picture.Circle("dot red", at, 3.5);
        picture.Text("ink halo", at.Moved(13, 4), Invariant($"{anomaly.Number("value")}, score {anomaly.Number("score"):F1}"));
    }

    private static void DrawLegend(Picture picture)
    {
        picture.Circle("dot blue", new Place(54, 26), 3.5);
        picture.Text("ink", new Place(66, 30), "value");
        picture.Area("green", new Place(130, 20), new Place(154, 20), new Place(154, 32), new Place(130, 32));
        picture.Text("ink", new Place(162, 30), "like the others: lower to upper");
        picture.Circle("ring red", new Place(380, 26), 7);
        picture.Circle("dot red", new Place(380, 26), 3.5);
        picture.Text("ink", new Place(394, 30), "anomaly");
    }

    private static double Statistic(JsonElement result, string name) => result.GetProperty("statistics").GetProperty(name).GetDouble();
}
