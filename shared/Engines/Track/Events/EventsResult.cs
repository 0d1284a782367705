using System.Text.Json;

namespace TlEngine.Engines.Track.Events;

/// <summary>What happened, what ended, what is still going on, and what the next call must know.</summary>
internal sealed class EventsResult(FlagList flags, int used, EventLog log, EventState state, bool dependsOnClock)
    : TrackResult(flags, used)
{
    public override bool DependsOnClock => dependsOnClock;

    public override void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("events");
        foreach (var happened in log.Events)
        {
            happened.Write(writer);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("episodes");
        foreach (var (type, episode) in log.Episodes)
        {
            episode.Write(writer, type);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("open");
        foreach (var type in EventTypes.Lasting)
        {
            if (state.Episodes.TryGetValue(type, out var episode) && episode.Told)
            {
                episode.Write(writer, type);
            }
        }

        writer.WriteEndArray();
        writer.WritePropertyName("state");
        EventStateWriter.Write(writer, state);
    }
}
