using System.Text.Json;
using TlEngine.Engines.Json;

namespace TlEngine.Engines.Track.Clean;

/// <summary>What a cleaning found.</summary>
/// <param name="kept">Input indices in the order of time.</param>
/// <param name="rawDistance">Over all fixes that have a time and a place.</param>
/// <param name="dependsOnClock">Whether a fix was flagged because of when the call was made.</param>
internal sealed class CleanResult(
    FlagList flags, int[] kept, IReadOnlyList<Gap> gaps, double rawDistance, double cleanDistance, bool dependsOnClock)
    : TrackResult(flags, kept.Length)
{
    public override bool DependsOnClock => dependsOnClock;

    public override int[]? Kept => kept;

    public override void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WritePropertyName("kept");
        IntegerArray.Write(writer, kept);
        writer.WritePropertyName("flags");
        Flags.WriteAll(writer);
        writer.WriteStartArray("gaps");
        foreach (var gap in gaps)
        {
            writer.WriteStartObject();
            writer.WriteNumber("from", gap.From);
            writer.WriteNumber("to", gap.To);
            writer.WriteNumber("duration_s", gap.DurationS);
            writer.WriteNumber("distance_m", gap.DistanceM);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartObject("distance_m");
        writer.WriteNumber("raw", rawDistance);
        writer.WriteNumber("clean", cleanDistance);
        writer.WriteEndObject();
    }
}
