using System.Text.Json;
using TlEngine.Engines.Series.Aggregate;

namespace TlEngine.Tests.Engines.Series.Aggregate;

/// <summary>A result of series.aggregate, read.</summary>
internal sealed record Aggregated(JsonElement Json)
{
    public static readonly SeriesAggregateEngine Engine = new();

    public JsonElement[] Buckets { get; } = [.. Json.GetProperty("buckets").EnumerateArray()];

    public DateTimeOffset[] Starts => [.. Buckets.Select(bucket => bucket.GetProperty("start").GetDateTimeOffset())];

    /// <summary>A statistic of each bucket, NaN for null.</summary>
    public double[] Of(string statistic) => [.. Buckets
        .Select(bucket => bucket.GetProperty(statistic) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : double.NaN)];

    public static Aggregated Of(IEnumerable<(DateTimeOffset Time, double Value)> points, string parameters) =>
        new(Engine.Run(points.ToData(parameters)));
}
