namespace TlEngine.Keda.Cost;

/// <summary>The most that one environment can run and cost.</summary>
/// <param name="Running">USD of the worst month for Deployments: all of them at their maximum, or what the quota admits if that is
/// less.</param>
/// <param name="Jobs">USD of all jobs' deadlines.</param>
/// <param name="QuotaMonth">USD of a month in which somebody fills the quota to the brim.</param>
/// <param name="Fixed">What is paid without any work, cluster items left out.</param>
internal sealed record Ceiling(
    string Environment,
    IReadOnlyList<Consumer> Consumers,
    decimal Running,
    decimal Jobs,
    decimal QuotaMonth,
    decimal Budget,
    IReadOnlyList<(FixedItem Item, decimal Monthly)> Fixed,
    IReadOnlyList<Bound> Bounds)
{
    public decimal WorstMonth => Running + Jobs;

    /// <summary>What stops the environment first: everything that is used up most.</summary>
    public IEnumerable<Bound> Binding => Bounds.Where(bound => bound.Share == Bounds.Max(other => other.Share));

    public IEnumerable<string> Findings => Bounds.Where(bound => !bound.Holds)
        .Select(bound => FormattableString.Invariant($"{Environment}: {bound.Name}: {bound.Used:0.##} of {bound.Limit:0.##}."));
}
