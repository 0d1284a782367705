using System.Globalization;
using System.Text.Json;
using TlEngine.Engines.Geo.Fence;
using TlEngine.Tests.Engines.Track;

namespace TlEngine.Tests.Engines.Geo.Fence;

/// <summary>Builds fences and tracks of tests, and reads results.</summary>
internal static class Fences
{
    public static readonly GeoFenceEngine Subject = new();

    /// <summary>10 to 10.01 east, 0.005° to both sides of the equator.</summary>
    public static readonly string Square = Area("a", Box(10, -0.005, 10.01, 0.005));

    public static string Area(string id, params (double Lon, double Lat)[][] rings) => Area(id, "", rings);

    public static string Area(string id, string members, (double Lon, double Lat)[][] rings) => $$$"""
        {"id":"{{{id}}}"{{{members}}},"geometry":{"type":"Polygon","coordinates":[{{{string.Join(',', rings.Select(Line))}}}]}}
        """;

    public static string Circle(double lon, double lat, double radius) => string.Create(CultureInfo.InvariantCulture, $$$"""
        {"id":"circle","geometry":{"type":"Circle","center":[{{{lon}}},{{{lat}}}],"radius_m":{{{radius}}}}}
        """);

    public static string Corridor(double width, params (double Lon, double Lat)[] line) => string.Create(
        CultureInfo.InvariantCulture, $$$"""
        {"id":"corridor","geometry":{"type":"Corridor","line":{{{Line(line)}}},"width_m":{{{width}}}}}
        """);

    public static (double Lon, double Lat)[] Box(double west, double south, double east, double north) =>
        [(west, south), (east, south), (east, north), (west, north), (west, south)];

    public static Fix At(double seconds, double lon, double lat = 0.001, double? accuracy = null) =>
        new(Recording.Start.AddSeconds(seconds), lat, lon, Accuracy: accuracy);

    public static JsonElement Run(IEnumerable<Fix> fixes, string fence, string parameters = "") =>
        Subject.Run(Data(fixes, fence, parameters));

    public static string Data(IEnumerable<Fix> fixes, string fences, string parameters = "") =>
        fixes.ToData($"\"fences\":[{fences}]{(parameters.Length > 0 ? "," : "")}{parameters}");

    /// <summary>For example <c>enter 10 exit 20</c>, in seconds from the start, to the millisecond.</summary>
    public static string Told(JsonElement result) => string.Join(' ', result.GetProperty("events").EnumerateArray().Select(happened =>
        $"{happened.GetProperty("type").GetString()} {Seconds(happened, "t")}"
        + (happened.TryGetProperty("exit_t", out _) ? $"-{Seconds(happened, "exit_t")}" : "")));

    public static string? State(JsonElement result, string member = "state") =>
        result.GetProperty("fences")[0].GetProperty(member).GetString();

    private static string Seconds(JsonElement element, string name) =>
        Math.Round((element.GetProperty(name).GetDateTimeOffset() - Recording.Start).TotalSeconds, 3)
            .ToString(CultureInfo.InvariantCulture);

    private static string Line(IEnumerable<(double Lon, double Lat)> line) => "[" + string.Join(',', line.Select(place =>
        string.Create(CultureInfo.InvariantCulture, $"[{place.Lon:R},{place.Lat:R}]"))) + "]";
}
