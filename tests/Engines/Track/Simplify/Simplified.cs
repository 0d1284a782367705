using System.Globalization;
using System.Text.Json;
using TlEngine.Engines.Track.Simplify;

namespace TlEngine.Tests.Engines.Track.Simplify;

/// <summary>A result of track.simplify, read.</summary>
internal sealed record Simplified(JsonElement Json)
{
    private static readonly TrackSimplifyEngine Engine = new();

    public int[] Kept { get; } = [.. Json.GetProperty("kept").EnumerateArray().Select(index => index.GetInt32())];

    public double MaxError { get; } = Json.GetProperty("max_error_m").GetDouble();

    public static Simplified Of(IEnumerable<Fix> fixes, double tolerance, string method = "douglas_peucker", string more = "") =>
        new(Engine.Run(fixes.ToData(string.Create(
            CultureInfo.InvariantCulture, $"\"method\":\"{method}\",\"tolerance_m\":{tolerance}{more}"))));

    /// <summary>Places on a plane, a fix a minute unless said otherwise, near enough to the equator that the earth is flat.</summary>
    public static IEnumerable<Fix> Plane(IEnumerable<double[]> metres, Func<int, double>? minutes = null) => metres.Select((place, i) =>
        new Fix(Recording.Start.AddMinutes(minutes?.Invoke(i) ?? i), place[1] / 111_195.0797, 10 + (place[0] / 111_195.0797)));
}
