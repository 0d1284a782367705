namespace TlEngine.Executions.Events;

/// <summary>An execution with events that are not published yet.</summary>
/// <param name="Published">The number of the last event that is; 0 for none.</param>
public sealed record OwedEvents(ExecutionStory Story, int Published)
{
    public ExecutionId Id => Story.Row.Id;

    /// <summary>The number of the last event that was read.</summary>
    public int Last => Story.History[^1].Sequence;

    /// <summary>Those to publish, oldest first. Of more than a hundred the newest hundred are there.</summary>
    public IEnumerable<HistoryEntry> Entries => Story.History.Where(entry => entry.Sequence > Published);
}
