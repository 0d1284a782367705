using Microsoft.Extensions.Options;

namespace PostHog;

/// <summary>How the client sends. The defaults are those of the official client.</summary>
public sealed class PostHogOptions : IOptions<PostHogOptions>
{
    /// <summary>Names the project. Without it the client is off.</summary>
    public string? ProjectToken { get; set; }

    public Uri HostUrl { get; set; } = new("https://us.i.posthog.com");

    /// <summary>Queued events that start a flush.</summary>
    public int FlushAt { get; set; } = 100;

    /// <summary>The longest an event waits in the queue before a flush starts.</summary>
    public TimeSpan FlushInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The most events of one request.</summary>
    public int MaxBatchSize { get; set; } = 100;

    /// <summary>Past it the oldest event is dropped.</summary>
    public int MaxQueueSize { get; set; } = 10_000;

    /// <summary>Further attempts after one that failed for a passing reason: no connection, 408, 429 or 5xx.</summary>
    public int MaxRetries { get; set; } = 3;

    /// <summary>Whether requests are sent with gzip.</summary>
    public bool EnableCompression { get; set; } = true;

    /// <summary>Turns the client off.</summary>
    public bool Disabled { get; set; }

    PostHogOptions IOptions<PostHogOptions>.Value => this;
}
