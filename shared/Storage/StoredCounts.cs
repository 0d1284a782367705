using System.Globalization;
using System.Text.Json;
using TlEngine.Statistics;

namespace TlEngine.Storage;

/// <summary>Counts by key as a JSON object; a key may come more than once, and its counts add up.</summary>
internal static class StoredCounts
{
    public static LatencyHistogram Latencies(string? json)
    {
        var latencies = new LatencyHistogram();
        foreach (var (bucket, count) in Read(json))
        {
            latencies.Add(int.Parse(bucket, CultureInfo.InvariantCulture), count);
        }

        return latencies;
    }

    public static IReadOnlyDictionary<string, long> Errors(string? json) =>
        Read(json).GroupBy(pair => pair.Key).ToDictionary(code => code.Key, code => code.Sum(pair => pair.Count));

    private static IEnumerable<(string Key, long Count)> Read(string? json)
    {
        if (json is null)
        {
            yield break;
        }

        using var document = JsonDocument.Parse(json);
        foreach (var member in document.RootElement.EnumerateObject())
        {
            yield return (member.Name, member.Value.GetInt64());
        }
    }
}
