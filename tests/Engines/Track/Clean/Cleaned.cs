using System.Text.Json;
using TlEngine.Engines.Track.Clean;

namespace TlEngine.Tests.Engines.Track.Clean;

/// <summary>A result of track.clean, read.</summary>
internal sealed record Cleaned(JsonElement Json)
{
    private static readonly TrackCleanEngine Engine = new();

    public int[] Kept { get; } = [.. Json.GetProperty("kept").EnumerateArray().Select(index => index.GetInt32())];

    public (int Index, string Reason)[] Flags { get; } =
        [.. Json.GetProperty("flags").EnumerateArray()
            .Select(flag => (flag.GetProperty("i").GetInt32(), flag.GetProperty("reason").GetString()!))];

    public (int From, int To)[] Gaps { get; } =
        [.. Json.GetProperty("gaps").EnumerateArray()
            .Select(gap => (gap.GetProperty("from").GetInt32(), gap.GetProperty("to").GetInt32()))];

    public double Raw { get; } = Json.GetProperty("distance_m").GetProperty("raw").GetDouble();

    public double Clean { get; } = Json.GetProperty("distance_m").GetProperty("clean").GetDouble();

    public static Cleaned Of(IEnumerable<Fix> fixes, string parameters = "") => new(Engine.Run(fixes.ToData(parameters)));
}
