namespace TlEngine.Keda.Simulation;

/// <summary>When the broker or the database does not answer; spans of seconds, the end excluded.</summary>
internal sealed record Outages(IReadOnlyList<(double From, double Until)> BrokerSpans,
    IReadOnlyList<(double From, double Until)> DatabaseSpans)
{
    public static Outages None { get; } = new([], []);

    public bool Broker(double second) => BrokerSpans.Any(span => second >= span.From && second < span.Until);

    public bool Database(double second) => DatabaseSpans.Any(span => second >= span.From && second < span.Until);

    /// <summary>The first instant at or after this one at which a pod of this target can work.</summary>
    public double ClearAfter(double second, bool needsBroker)
    {
        if (BrokerSpans.Count == 0 && DatabaseSpans.Count == 0)
        {
            return second;
        }

        var spans = needsBroker ? BrokerSpans.Concat(DatabaseSpans) : DatabaseSpans;
        return spans.OrderBy(span => span.From).Aggregate(second, (at, span) => at >= span.From && at < span.Until ? span.Until : at);
    }
}
