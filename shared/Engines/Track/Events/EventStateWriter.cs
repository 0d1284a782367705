using System.Text.Json;
using TlEngine.Engines.Json;

namespace TlEngine.Engines.Track.Events;

/// <summary>Writes <c>state</c>, to the last bit.</summary>
internal static class EventStateWriter
{
    public static void Write(Utf8JsonWriter writer, EventState state)
    {
        writer.WriteStartObject();
        writer.WriteNumber("version", EventState.Version);
        writer.WritePropertyName("fix");
        WriteFix(writer, state.Fix);
        writer.WritePropertyName("ignition");
        if (state.Ignition is { } ignition)
        {
            writer.WriteBooleanValue(ignition);
        }
        else
        {
            writer.WriteNullValue();
        }

        writer.WriteNumber("distance_m", state.DistanceM);
        WriteKnown(writer, "odometer_m", state.OdometerM);
        writer.WriteStartArray("episodes");
        foreach (var type in EventTypes.Lasting)
        {
            if (state.Episodes.TryGetValue(type, out var episode))
            {
                WriteEpisode(writer, type, episode);
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteFix(Utf8JsonWriter writer, EventState.LastFix? fix)
    {
        if (fix is not { } last)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("t", Rfc3339.ToUtc(last.Time));
        writer.WriteNumber("lat", last.Latitude);
        writer.WriteNumber("lon", last.Longitude);
        WriteKnown(writer, "speed_mps", last.Speed);
        writer.WriteEndObject();
    }

    private static void WriteEpisode(Utf8JsonWriter writer, EventType type, Episode episode)
    {
        writer.WriteStartObject();
        writer.WriteString("type", type.Name());
        writer.WriteString("start", Rfc3339.ToUtc(episode.Start));
        writer.WriteString("end", Rfc3339.ToUtc(episode.End));
        writer.WriteNumber("lat", episode.Latitude);
        writer.WriteNumber("lon", episode.Longitude);
        WriteKnown(writer, "peak", episode.Peak);
        writer.WriteBoolean("told", episode.Told);
        writer.WriteEndObject();
    }

    private static void WriteKnown(Utf8JsonWriter writer, string name, double value)
    {
        if (double.IsNaN(value))
        {
            writer.WriteNull(name);
        }
        else
        {
            writer.WriteNumber(name, value);
        }
    }
}
