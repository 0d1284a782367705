namespace TlEngine.Observability.Analytics;

/// <summary>Analytics are off: nothing is kept, nothing is sent.</summary>
internal sealed class NoAnalytics : IAnalytics
{
    public void Capture(string distinctId, string eventName, IReadOnlyDictionary<string, object> properties)
    {
        // Off.
    }

    public Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
