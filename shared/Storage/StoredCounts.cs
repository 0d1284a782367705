using System.Globalization;
using System.Text;
using System.Text.Json;
using TlEngine.Statistics;

namespace TlEngine.Storage;

/// <summary>Counts by key as a JSON object of ours; a key may come more than once, and its counts add up.</summary>
internal static class StoredCounts
{
    public static LatencyHistogram Latencies(string? json)
    {
        var latencies = new LatencyHistogram();
        Read(json, (bucket, count) => latencies.Add(int.Parse(bucket, CultureInfo.InvariantCulture), count));
        return latencies;
    }

    public static IReadOnlyDictionary<string, long> Errors(string? json)
    {
        var errors = new Dictionary<string, long>();
        Read(json, (code, count) => errors[code] = errors.GetValueOrDefault(code) + count);
        return errors;
    }

    private static void Read(string? json, Action<string, long> add)
    {
        if (json is null)
        {
            return;
        }

        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                var key = reader.GetString()!;
                reader.Read();
                add(key, reader.GetInt64());
            }
        }
    }
}
