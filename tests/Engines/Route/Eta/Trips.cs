using System.Globalization;
using System.Text.Json;
using TlEngine.Engines.Route.Eta;
using TlEngine.Tests.Engines.Track;

namespace TlEngine.Tests.Engines.Route.Eta;

/// <summary>A stop of a test.</summary>
/// <param name="Scheduled">Seconds after <see cref="Recording.Start"/>; null for none.</param>
/// <param name="More">Members beside these, for example <c>"timepoint":true</c>.</param>
internal sealed record TripStop(string Id, double Lon, double Lat, double? Scheduled, string More = "");

/// <summary>Builds <c>data</c> of route.eta and reads its results.</summary>
internal static class Trips
{
    public static readonly RouteEtaEngine Engine = new();

    /// <summary>A degree of longitude on the equator is 111,319.49 m.</summary>
    public const double Metres = 1 / 111_319.490793;

    /// <summary>A kilometre to the east along the equator and back again.</summary>
    public static readonly (double Lon, double Lat)[] OutAndBack = [(10, 0), (10 + (1000 * Metres), 0), (10, 0)];

    public static readonly TripStop[] OutAndBackStops =
    [
        new("a", 10, 0, 0), new("b", 10 + (500 * Metres), 0, 50), new("c", 10 + (1000 * Metres), 0, 100),
        new("b", 10 + (500 * Metres), 0, 150), new("a", 10, 0, 200),
    ];

    /// <param name="now">Seconds after the start.</param>
    public static string Data(
        IEnumerable<(double Lon, double Lat)> route,
        IEnumerable<TripStop> stops,
        IEnumerable<Fix> fixes,
        double? now,
        string parameters = "")
    {
        var members = new List<string>
        {
            $$"""{"route":{"type":"LineString","coordinates":[{{string.Join(',', route.Select(Place))}}]}""",
            $"\"stops\":[{string.Join(',', stops.Select(Stop))}]",
            fixes.ToData()[1..^1],
        };
        members.AddRange(now is { } second ? [$"\"now\":\"{Time(second)}\""] : []);
        members.AddRange(parameters.Length > 0 ? [parameters] : []);
        return string.Join(',', members) + "}";
    }

    public static JsonElement Run(
        IEnumerable<(double Lon, double Lat)> route,
        IEnumerable<TripStop> stops,
        IEnumerable<Fix> fixes,
        double now,
        string parameters = "") =>
        Engine.Run(Data(route, stops, fixes, now, parameters));

    /// <summary>A fix so many metres to the east of the start of <see cref="OutAndBack"/>, and to the north of it.</summary>
    public static Fix At(double second, double east, double north = 0) =>
        new(Recording.Start.AddSeconds(second), north / 110_574, 10 + (east * Metres));

    public static double Progress(this JsonElement result) => result.GetProperty("progress_m").GetDouble();

    /// <summary>The arrivals in seconds after the start; NaN for none.</summary>
    public static double[] Arrivals(this JsonElement result) =>
    [
        .. result.GetProperty("stops").EnumerateArray().Select(stop => stop.GetProperty("eta"))
            .Select(eta => eta.ValueKind == JsonValueKind.Null
                ? double.NaN
                : (eta.GetDateTimeOffset() - Recording.Start).TotalSeconds),
    ];

    /// <summary>A member of every stop, as text.</summary>
    public static string[] Each(this JsonElement result, string member) =>
        [.. result.GetProperty("stops").EnumerateArray().Select(stop => stop.GetProperty(member).ToString())];

    public static string Time(double second) => Recording.Start.AddSeconds(second).UtcDateTime.ToString("O");

    private static string Stop(TripStop stop)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{{\"id\":\"{stop.Id}\",\"lat\":{stop.Lat:R},\"lon\":{stop.Lon:R}");
        text += stop.Scheduled is { } second ? $",\"scheduled\":\"{Time(second)}\"" : "";
        return text + (stop.More.Length > 0 ? "," : "") + stop.More + "}";
    }

    private static string Place((double Lon, double Lat) place) =>
        string.Create(CultureInfo.InvariantCulture, $"[{place.Lon:R},{place.Lat:R}]");
}
