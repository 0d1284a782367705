using PostHog.Features;

namespace PostHog;

/// <summary>Sends product events to PostHog, in batches and in the background.</summary>
public interface IPostHogClient : IDisposable, IAsyncDisposable
{
    /// <summary>Queues an event. False when this client sends nothing: no token, disabled, or disposed.</summary>
    /// <param name="timestamp">When it happened; now without it.</param>
    bool Capture(
        string distinctId,
        string eventName,
        Dictionary<string, object>? properties,
        GroupCollection? groups,
        FeatureFlagEvaluations? flags,
        DateTimeOffset? timestamp = null);

    /// <summary>Sends what is queued and returns when it is sent or given up.</summary>
    Task FlushAsync();
}
