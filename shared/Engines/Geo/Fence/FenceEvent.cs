using System.Text.Json;
using TlEngine.Engines.Json;

namespace TlEngine.Engines.Geo.Fence;

/// <summary>Something happened at a fence.</summary>
/// <param name="Fence">Its place in the request.</param>
/// <param name="At">When and where; for a cross, the way in.</param>
/// <param name="Out">The way out of a cross; null for others.</param>
/// <param name="Fix">Input index of the fix that decided it.</param>
internal readonly record struct FenceEvent(int Fence, FenceEventType Type, Moment At, Moment? Out, int Fix)
    : IComparable<FenceEvent>
{
    private static readonly JsonEncodedText[] Names =
        [.. Enum.GetNames<FenceEventType>().Select(name => JsonEncodedText.Encode(JsonNamingPolicy.SnakeCaseLower.ConvertName(name)))];

    /// <summary>By time, then as the fences are in the request; what happens to one fence at one time stays as it happened.</summary>
    public int CompareTo(FenceEvent other) =>
        At.Time != other.At.Time ? At.Time.CompareTo(other.At.Time) : Fence.CompareTo(other.Fence);

    public void Write(Utf8JsonWriter writer, string fence)
    {
        writer.WriteStartObject();
        writer.WriteString("fence", fence);
        writer.WriteString("type", Names[(int)Type]);
        At.WriteMembers(writer);
        if (Out is { } exit)
        {
            writer.WriteString("exit_t", Rfc3339.ToUtc(exit.Time));
            writer.WriteNumber("exit_lat", exit.Latitude);
            writer.WriteNumber("exit_lon", Geodesy.Longitude.Wrap(exit.Longitude));
        }

        writer.WriteNumber("i", Fix);
        writer.WriteEndObject();
    }
}
