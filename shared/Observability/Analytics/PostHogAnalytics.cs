using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using PostHog;

namespace TlEngine.Observability.Analytics;

/// <summary>
/// Events go to PostHog. The client queues in memory, drops the oldest when PostHog is away, and flushes once more when it is disposed.
/// </summary>
internal sealed class PostHogAnalytics(IPostHogClient client, ILogger<PostHogAnalytics> logger) : IAnalytics
{
    private readonly ConcurrentDictionary<string, bool> _heldBack = new();

    public void Capture(string distinctId, string eventName, IReadOnlyDictionary<string, object> properties)
    {
        var leaving = new Dictionary<string, object>(properties.Count);
        foreach (var (name, value) in properties)
        {
            if (AnalyticsProperties.MayLeave(name, value))
            {
                leaving[name] = value;
            }
            // Once per name: a mistake in the code, seen in the log, not repeated by every call.
            else if (_heldBack.TryAdd(name, true))
            {
                AnalyticsLog.HeldBack(logger, name, eventName);
            }
        }

        client.Capture(Hash(distinctId), eventName, leaving, groups: null, flags: null);
    }

    // The client's own flush knows no cancellation: what the caller no longer waits for goes on in the background.
    public Task FlushAsync(CancellationToken cancellationToken) => client.FlushAsync().WaitAsync(cancellationToken);

    private static string Hash(string caller) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(caller)));
}
