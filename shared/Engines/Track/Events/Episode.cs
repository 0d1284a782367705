using System.Text.Json;
using TlEngine.Engines.Json;

namespace TlEngine.Engines.Track.Events;

/// <summary>Something that lasts, as far as it has come.</summary>
/// <param name="Start">UTC ticks.</param>
/// <param name="Latitude">Where it began.</param>
/// <param name="Longitude">Where it began.</param>
/// <param name="End">UTC ticks of the last fix that belongs to it.</param>
/// <param name="Peak">The highest speed or the hardest acceleration of it, positive; NaN for a kind that has none.</param>
/// <param name="Told">Whether its event was given.</param>
internal readonly record struct Episode(long Start, double Latitude, double Longitude, long End, double Peak, bool Told)
{
    public void Write(Utf8JsonWriter writer, EventType type)
    {
        writer.WriteStartObject();
        writer.WriteString("type", type.Name());
        writer.WriteString("start", Rfc3339.ToUtc(Start));
        writer.WriteString("end", Rfc3339.ToUtc(End));
        writer.WriteNumber("duration_s", (double)(End - Start) / TimeSpan.TicksPerSecond);
        writer.WriteNumber("lat", Latitude);
        writer.WriteNumber("lon", Longitude);
        switch (type)
        {
            case EventType.Overspeed:
                writer.WriteNumber("max_speed_mps", Peak);
                break;
            case EventType.HarshAcceleration:
                writer.WriteNumber("peak_acceleration_mps2", Peak);
                break;
            case EventType.HarshBraking:
                writer.WriteNumber("peak_acceleration_mps2", -Peak);
                break;
        }

        writer.WriteEndObject();
    }
}
