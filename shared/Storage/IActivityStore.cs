using TlEngine.Statistics;

namespace TlEngine.Storage;

/// <summary>
/// What happened, counted. Executions are counted by the database itself, in the transaction that ends them; what is added here is the
/// rest.
/// </summary>
public interface IActivityStore
{
    /// <summary>
    /// One sum for each engine, from a whole minute on; that of no engine is under an empty id. Minutes are there for at least two hours
    /// after their hour could be rolled up.
    /// </summary>
    Task<IReadOnlyList<ActivitySlice>> ReadEnginesAsync(DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>
    /// One sum over these engines for each step of whole minutes, from a whole minute on, ordered by time; without errors by code.
    /// </summary>
    Task<IReadOnlyList<ActivitySlice>> ReadStepsAsync(
        DateTimeOffset since, TimeSpan step, IReadOnlyList<string> engineIds, CancellationToken cancellationToken);

    /// <summary>Sums by engine and hour, from a whole hour on, ordered by time: rolled up or not yet.</summary>
    Task<IReadOnlyList<ActivitySlice>> ReadHoursAsync(DateTimeOffset since, CancellationToken cancellationToken);

    Task<Workload> ReadWorkloadAsync(CancellationToken cancellationToken);

    /// <summary>Adds to the current minute of the database's clock.</summary>
    Task AddUsageAsync(IReadOnlyList<UsageCount> counts, CancellationToken cancellationToken);

    /// <summary>
    /// Rolls up the first hour that ended five minutes ago or more, once, whoever else does it; forgets rolled-up minutes after 90
    /// minutes and hours after 400 days. False when there was no such hour.
    /// </summary>
    Task<bool> RollUpAsync(CancellationToken cancellationToken);
}
