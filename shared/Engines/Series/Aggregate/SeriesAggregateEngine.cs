using System.Globalization;
using TlEngine.Engines.Json;

namespace TlEngine.Engines.Series.Aggregate;

/// <summary><c>series.aggregate</c>: docs/engines/series.aggregate.md.</summary>
internal sealed class SeriesAggregateEngine : SeriesEngine<AggregateParameters>
{
    /// <summary>Of one result.</summary>
    public const int MostBuckets = 100_000;

    public SeriesAggregateEngine() => Descriptor = new EngineDescriptor
    {
        Id = "series.aggregate",
        Version = "1",
        Summary = "Divides a series into buckets of elapsed time or of a zone's calendar and measures each; fills gaps.",
        Deterministic = true,
        SideEffects = false,
        Parameters = Parameters.Descriptions,
        InputSchema = InputSchema(),
        Example = """
            {
              "series": [
                {"t": "2024-03-30T22:30:00Z", "value": 12},
                {"t": "2024-03-30T23:30:00Z", "value": 14},
                {"t": "2024-03-31T21:30:00Z", "value": 18},
                {"t": "2024-03-31T22:30:00Z", "value": 15},
                {"t": "2024-04-03T08:00:00Z", "value": 21}
              ],
              "bucket": "day",
              "time_zone": "Europe/Berlin",
              "statistics": ["count", "mean", "time_weighted_mean", "last"],
              "gap_fill": "locf"
            }
            """,
    };

    public override EngineDescriptor Descriptor { get; }

    public override SeriesResult Run(Points points, AggregateParameters parameters, CancellationToken cancellationToken) =>
        new AggregateResult(new Aggregator(parameters).Run(points, cancellationToken), parameters.Statistics);

    protected override void Check(Points points, AggregateParameters parameters, InputErrors errors)
    {
        if (points.Count == 0 || parameters.GapFill == GapFill.None)
        {
            // There are no more buckets than points.
            return;
        }

        var (first, last) = (points.Times[0], points.Times[^1]);
        var count = parameters.Buckets.Count(first, last);
        if (count > MostBuckets)
        {
            errors.Add("/bucket", string.Create(
                CultureInfo.InvariantCulture,
                $"\"{parameters.Bucket.Text}\" makes {count} buckets from {Rfc3339.ToUtc(first):O} to {Rfc3339.ToUtc(last):O}; "
                + $"expected at most {MostBuckets}: take longer buckets, or gap_fill none."));
        }
    }
}
