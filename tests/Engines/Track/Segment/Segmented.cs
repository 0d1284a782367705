using System.Text.Json;
using TlEngine.Engines.Track.Segment;

namespace TlEngine.Tests.Engines.Track.Segment;

/// <summary>A result of track.segment, read.</summary>
internal sealed record Segmented(JsonElement Json)
{
    private static readonly TrackSegmentEngine Engine = new();

    public (int From, int To, bool Open)[] Trips { get; } = Read(Json, "trips");

    public (int From, int To, bool Open)[] Stops { get; } = Read(Json, "stops");

    public (int From, int To, bool Open)[] Gaps { get; } = Read(Json, "gaps");

    public static Segmented Of(IEnumerable<Fix> fixes, string parameters = "") => new(Engine.Run(fixes.ToData(parameters)));

    private static (int From, int To, bool Open)[] Read(JsonElement json, string name) =>
    [
        .. json.GetProperty(name).EnumerateArray().Select(item => (
            item.GetProperty("from").GetInt32(),
            item.GetProperty("to").GetInt32(),
            item.TryGetProperty("open", out var open) && open.GetBoolean())),
    ];
}
