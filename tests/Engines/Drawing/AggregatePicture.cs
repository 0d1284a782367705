using System.Globalization;
using System.Text.Json;
using static System.FormattableString;

namespace TlEngine.Tests.Engines.Drawing;

/// <summary>The points of a series, and the buckets that they fall into with their means.</summary>
internal static class AggregatePicture
{
    private const double Left = 50;
    private const double Right = 690;
    private const double Top = 60;
    private const double Bottom = 280;

    public static Picture Draw(JsonElement data, JsonElement result)
    {
        var points = data.GetProperty("series").EnumerateArray()
            .Select(point => (Time: point.Time("t"), Value: point.Number("value"))).ToArray();
        var buckets = result.GetProperty("buckets").EnumerateArray().ToArray();
        var zone = TimeZoneInfo.FindSystemTimeZoneById(result.GetProperty("parameters").Text("time_zone"));
        var filled = buckets.Count(bucket => bucket.TryGetProperty("filled", out _));
        var picture = new Picture(720, 340, "series.aggregate", Invariant(
            $"A chart of {points.Length} values in {buckets.Length} days, {filled} of them filled, with their means."));
        var time = new TimeAxis(Left, Right, Start(buckets[0]), End(buckets[^1]));
        var value = new ValueAxis(Top, Bottom, 0, Math.Ceiling(points.Max(point => point.Value) / 5) * 5);
        value.Draw(picture, Left, Right, 5);
        foreach (var bucket in buckets)
        {
            DrawBucket(picture, time, value, zone, bucket);
        }

        foreach (var (at, measured) in points)
        {
            picture.Circle("ring blue", new Place(time.X(at), value.Y(measured)), 4.5);
        }

        DrawLegend(picture);
        return picture;
    }

    private static void DrawBucket(Picture picture, TimeAxis time, ValueAxis value, TimeZoneInfo zone, JsonElement bucket)
    {
        var (left, right) = (time.X(Start(bucket)) + 2, time.X(End(bucket)) - 2);
        Place[] Box(string member) =>
        [
            new(left, Bottom), new(left, value.Y(bucket.Number(member))),
            new(right, value.Y(bucket.Number(member))), new(right, Bottom),
        ];
        var mean = Box("mean");
        if (bucket.TryGetProperty("filled", out _))
        {
            picture.Line("dashed soft", mean);
            picture.Text("small soft halo", new Place((left + right) / 2, Bottom - 12), "filled", "middle");
        }
        else
        {
            picture.Area("green", mean);
        }

        picture.Line("purple", Box("time_weighted_mean")[1..3]);
        var middle = (left + right) / 2;
        var hours = Invariant($"{(End(bucket) - Start(bucket)).TotalHours:0.##} h");
        var day = TimeZoneInfo.ConvertTime(Start(bucket), zone).ToString("ddd d MMM", CultureInfo.InvariantCulture);
        picture.Text("ink", new Place(middle, Bottom + 18), day, "middle");
        picture.Text("small soft", new Place(middle, Bottom + 34), hours, "middle");
    }

    private static void DrawLegend(Picture picture)
    {
        picture.Circle("ring blue", new Place(54, 26), 4.5);
        picture.Text("ink", new Place(66, 30), "value");
        picture.Area("green", new Place(130, 20), new Place(154, 20), new Place(154, 32), new Place(130, 32));
        picture.Text("ink", new Place(162, 30), "mean of the values of a day");
        picture.Line("purple", new Place(350, 26), new Place(374, 26));
        picture.Text("ink", new Place(382, 30), "time-weighted mean");
    }

    private static DateTimeOffset Start(JsonElement bucket) => bucket.Time("start");

    private static DateTimeOffset End(JsonElement bucket) => bucket.Time("end");
}
