using System.Globalization;
using System.Text.Json;
using TlEngine.Engines.Track.Events;

namespace TlEngine.Tests.Engines.Track.Events;

/// <summary>A result of track.events, read. Times are seconds after <see cref="Recording.Start"/>.</summary>
internal sealed record Found(JsonElement Json)
{
    public static readonly TrackEventsEngine Engine = new();

    /// <summary>As <c>overspeed@20#2</c>: type, second, input index.</summary>
    public string[] Events { get; } =
    [
        .. Json.GetProperty("events").EnumerateArray()
            .Select(e => $"{e.GetProperty("type").GetString()}@{Second(e, "t")}#{e.GetProperty("i").GetRawText()}"),
    ];

    /// <summary>As <c>overspeed 0-30</c>.</summary>
    public string[] Episodes { get; } = Read(Json, "episodes");

    public string[] Open { get; } = Read(Json, "open");

    public string State { get; } = Json.GetProperty("state").GetRawText();

    public JsonElement Event(int i) => Json.GetProperty("events")[i];

    public static Found In(IEnumerable<Fix> fixes, string parameters = "", string? state = null)
    {
        var members = new[] { parameters, state is null ? "" : $"\"state\":{state}" }.Where(member => member.Length > 0);
        return new Found(Engine.Run(fixes.ToData(string.Join(',', members))));
    }

    /// <summary>A fix so many seconds after the start, so many metres north of the first place.</summary>
    public static Fix At(
        double second, double north = 0, double? speed = null, bool? ignition = null, double? odometer = null) =>
        new(Recording.Start.AddSeconds(second), Meridian.North(-34.6, north), -58.4, speed, null, ignition, odometer);

    private static string[] Read(JsonElement json, string member) =>
    [
        .. json.GetProperty(member).EnumerateArray()
            .Select(e => $"{e.GetProperty("type").GetString()} {Second(e, "start")}-{Second(e, "end")}"),
    ];

    private static string Second(JsonElement element, string name) =>
        (element.GetProperty(name).GetDateTimeOffset() - Recording.Start).TotalSeconds.ToString(CultureInfo.InvariantCulture);
}
