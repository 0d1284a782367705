using TlEngine.Executions;
using TlEngine.Executions.Events;

namespace TlEngine.Storage;

/// <summary>What happened to executions and is not published yet; the database notes it in the transaction that changes the row.</summary>
public interface IEventOutbox
{
    /// <summary>Those of these executions that have unpublished events; without payloads.</summary>
    Task<IReadOnlyList<OwedEvents>> FindAsync(IReadOnlyList<ExecutionId> ids, CancellationToken cancellationToken);

    /// <summary>Executions whose events have waited for at least that long, the longest first; without payloads.</summary>
    Task<IReadOnlyList<OwedEvents>> FindOwedAsync(TimeSpan grace, int limit, CancellationToken cancellationToken);

    /// <summary>Records that these events are confirmed by the broker. What happened since then is owed from now on.</summary>
    Task MarkPublishedAsync(IReadOnlyList<OwedEvents> published, CancellationToken cancellationToken);

    /// <summary>Records all events as published that have waited for at least that long, the longest first: where nobody reads
    /// them.</summary>
    /// <returns>How many executions had some.</returns>
    Task<int> ForgiveAsync(TimeSpan grace, int limit, CancellationToken cancellationToken);
}
