using System.Text.Json;
using TlEngine.Engines.Json;
using TlEngine.Geodesy;

namespace TlEngine.Engines.Geo.Fence;

/// <summary>When and where something happened.</summary>
/// <param name="Time">UTC ticks.</param>
/// <param name="Interpolated">Between two fixes; otherwise at one.</param>
internal readonly record struct Moment(long Time, double Latitude, double Longitude, bool Interpolated)
{
    public void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteString("t", Rfc3339.ToUtc(Time));
        writer.WriteNumber("lat", Latitude);
        writer.WriteNumber("lon", Geodesy.Longitude.Wrap(Longitude));
        writer.WriteBoolean("interpolated", Interpolated);
    }
}
