using System.Text.Json;
using TlEngine.Engines.Json;

namespace TlEngine.Engines.Track.Segment;

/// <summary>Trips, stops and gaps with their figures.</summary>
internal sealed class SegmentResult(FlagList flags, int used, IReadOnlyList<Segment> trips, IReadOnlyList<Segment> stops,
    IReadOnlyList<Segment> gaps) : TrackResult(flags, used)
{
    public override void WriteMembers(Utf8JsonWriter writer)
    {
        Write(writer, "trips", trips, moving: true);
        Write(writer, "stops", stops, moving: true);
        Write(writer, "gaps", gaps, moving: false);
    }

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<Segment> segments, bool moving)
    {
        writer.WriteStartArray(name);
        foreach (var segment in segments)
        {
            writer.WriteStartObject();
            writer.WriteNumber("from", segment.From);
            writer.WriteNumber("to", segment.To);
            writer.WriteString("start", Rfc3339.ToUtc(segment.Start));
            writer.WriteString("end", Rfc3339.ToUtc(segment.End));
            writer.WriteNumber("duration_s", segment.DurationS);
            writer.WriteNumber("distance_m", segment.DistanceM);
            if (moving)
            {
                writer.WriteNumber("average_speed_mps", segment.DistanceM / segment.DurationS);
                writer.WriteNumber("max_speed_mps", segment.MaxSpeedMps);
                writer.WriteBoolean("open", segment.Open);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
