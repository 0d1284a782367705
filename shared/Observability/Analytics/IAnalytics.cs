namespace TlEngine.Observability.Analytics;

/// <summary>How the product is used, told to nobody but the product's own analytics. It never delays or fails what it reports.</summary>
public interface IAnalytics
{
    /// <summary>Queues an event.</summary>
    /// <param name="distinctId">The caller; it leaves this process only as a hash.</param>
    /// <param name="eventName">What happened to what: <c>execution finished</c>.</param>
    /// <param name="properties">Those of <see cref="AnalyticsProperties"/>; others are held back.</param>
    void Capture(string distinctId, string eventName, IReadOnlyDictionary<string, object> properties);

    /// <summary>Sends what is queued: at the end of a rare job, before the process is scaled away.</summary>
    Task FlushAsync(CancellationToken cancellationToken);
}
