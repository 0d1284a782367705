using System.Text.Json;
using TlEngine.Engines.Json;

namespace TlEngine.Engines.Track.Summary;

/// <summary>What a summary says.</summary>
/// <param name="span">UTC ticks of the first and the last fix; null for no fixes.</param>
internal sealed class SummaryResult(
    FlagList flags, int used, (long Start, long End)? span, Figures total, Bounds? bounds, IReadOnlyList<SummaryDay> days)
    : TrackResult(flags, used)
{
    public override void WriteMembers(Utf8JsonWriter writer)
    {
        WriteSpan(writer);
        total.WriteMembers(writer);
        total.WriteUnknown(writer);
        writer.WritePropertyName("bounds");
        if (bounds is { } box)
        {
            box.Write(writer);
        }
        else
        {
            writer.WriteNullValue();
        }

        writer.WriteStartArray("days");
        foreach (var day in days)
        {
            writer.WriteStartObject();
            writer.WriteString("date", day.Day.Date.ToString("O"));
            writer.WriteNumber("fixes", day.Fixes);
            day.Figures.WriteMembers(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void WriteSpan(Utf8JsonWriter writer)
    {
        if (span is not var (start, end))
        {
            writer.WriteNull("start");
            writer.WriteNull("end");
            writer.WriteNumber("duration_s", 0);
            return;
        }

        writer.WriteString("start", Rfc3339.ToUtc(start));
        writer.WriteString("end", Rfc3339.ToUtc(end));
        writer.WriteNumber("duration_s", (double)(end - start) / TimeSpan.TicksPerSecond);
    }
}
