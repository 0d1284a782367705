using System.Text.Json;
using TlEngine.Engines.Json;

namespace TlEngine.Engines.Parameters;

/// <summary>A time, as positions write it.</summary>
internal sealed class TimeKind : ParameterKind
{
    public override string Type => "time";

    public override string Expected => "an RFC 3339 time or epoch milliseconds";

    public override object? Read(ref Utf8Scanner scanner)
    {
        var start = scanner.At;
        if (scanner.TryTime(out var ticks) && ticks != Rfc3339.NoTime)
        {
            return new DateTimeOffset(ticks, TimeSpan.Zero);
        }

        scanner.At = start;
        return null;
    }

    public override void Write(Utf8JsonWriter writer, object value) => writer.WriteStringValue(((DateTimeOffset)value).UtcDateTime);
}
