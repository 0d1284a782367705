using System.Text.Json;

namespace TlEngine.Tests.Engines.Drawing;

/// <summary>A fix of an engine's example, by its place in the input.</summary>
internal sealed record DrawnFix(int Index, DateTimeOffset Time, double Lat, double Lon)
{
    public (double Lat, double Lon) Place => (Lat, Lon);

    /// <summary>The rows of <c>positions</c>.</summary>
    public static DrawnFix[] Of(JsonElement data) =>
    [
        .. data.GetProperty("positions").EnumerateArray().Select((fix, i) => new DrawnFix(
            i,
            fix.Time("t"),
            fix.Number("lat"),
            fix.Number("lon"))),
    ];
}
