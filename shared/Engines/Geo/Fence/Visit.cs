using System.Text.Json;
using TlEngine.Engines.Json;

namespace TlEngine.Engines.Geo.Fence;

/// <summary>A stay in a fence.</summary>
/// <param name="Start">UTC ticks.</param>
/// <param name="OpenStart">It began before the recording.</param>
/// <param name="OpenEnd">It went on when the recording ended.</param>
internal readonly record struct Visit(int Fence, long Start, long End, bool OpenStart, bool OpenEnd)
{
    public void Write(Utf8JsonWriter writer, string fence)
    {
        writer.WriteStartObject();
        writer.WriteString("fence", fence);
        writer.WriteString("start", Rfc3339.ToUtc(Start));
        writer.WriteString("end", Rfc3339.ToUtc(End));
        writer.WriteNumber("duration_s", (double)(End - Start) / TimeSpan.TicksPerSecond);
        writer.WriteBoolean("open_start", OpenStart);
        writer.WriteBoolean("open_end", OpenEnd);
        writer.WriteEndObject();
    }
}
