using System.Text.Json;
using TlEngine.Engines.Json;

namespace TlEngine.Engines.Track.Events;

/// <summary>Something happened: one for each episode, and for each maintenance that falls due.</summary>
/// <param name="Time">UTC ticks of when it was certain.</param>
/// <param name="Latitude">Where the vehicle was then.</param>
/// <param name="Longitude">Where the vehicle was then.</param>
/// <param name="Index">Input index of the fix that decided it; -1 where none did.</param>
/// <param name="Start">UTC ticks of when its episode began.</param>
/// <param name="Value">The speed, acceleration or metres at that fix; NaN for a kind that has none.</param>
/// <param name="Limit">The speed, acceleration or metres that were reached.</param>
/// <param name="Count">Which maintenance it is, from 0.</param>
internal readonly record struct TrackEvent(
    EventType Type, long Time, double Latitude, double Longitude, int Index, long Start, double Value, double Limit, double Count = 0)
{
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", Type.Name());
        writer.WriteString("t", Rfc3339.ToUtc(Time));
        writer.WriteNumber("lat", Latitude);
        writer.WriteNumber("lon", Longitude);
        if (Index >= 0)
        {
            writer.WriteNumber("i", Index);
        }
        else
        {
            writer.WriteNull("i");
        }

        WriteKind(writer);
        writer.WriteEndObject();
    }

    private void WriteKind(Utf8JsonWriter writer)
    {
        if (Type == EventType.Maintenance)
        {
            writer.WriteNumber("value_m", Value);
            writer.WriteNumber("due_m", Limit);
            writer.WriteNumber("count", Count);
            return;
        }

        writer.WriteString("start", Rfc3339.ToUtc(Start));
        var (value, limit, sign) = Type switch
        {
            EventType.Overspeed => ("speed_mps", "limit_mps", 1),
            EventType.HarshAcceleration => ("acceleration_mps2", "limit_mps2", 1),
            EventType.HarshBraking => ("acceleration_mps2", "limit_mps2", -1),
            _ => ("", "", 0),
        };
        if (sign != 0)
        {
            writer.WriteNumber(value, sign * Value);
            writer.WriteNumber(limit, sign * Limit);
        }
    }
}
