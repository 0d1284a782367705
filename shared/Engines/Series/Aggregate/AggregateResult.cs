using System.Text.Json;
using TlEngine.Engines.Json;

namespace TlEngine.Engines.Series.Aggregate;

/// <summary>A series in buckets.</summary>
internal sealed class AggregateResult(IReadOnlyList<Row> rows, Statistic[] statistics) : SeriesResult
{
    private readonly string[] _names =
        [.. statistics.Select(statistic => JsonNamingPolicy.SnakeCaseLower.ConvertName(statistic.ToString()))];

    public override void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("buckets");
        foreach (var row in rows)
        {
            writer.WriteStartObject();
            writer.WriteString("start", Rfc3339.ToUtc(row.Bucket.Start));

            // The tick after the year 9999 has no name.
            writer.WriteString("end", Rfc3339.ToUtc(Math.Min(row.Bucket.End, DateTime.MaxValue.Ticks)));
            for (var i = 0; i < _names.Length; i++)
            {
                WriteFinite(writer, _names[i], row.Values[i]);
            }

            if (row.Filled)
            {
                writer.WriteBoolean("filled", true);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
