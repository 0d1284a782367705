namespace TlEngine.Executions.Requests;

/// <summary>The caller's <c>options</c>, checked.</summary>
public sealed record ExecutionOptions
{
    public static ExecutionOptions Default { get; } = new();

    /// <summary>Engine time per attempt; at most 100 s when the caller waits, else 900 s. Null: the engine's default.</summary>
    public TimeSpan? Timeout { get; init; }
    public ExecutionPriority Priority { get; init; }

    /// <summary>Not before this time; excludes <see cref="Delay"/>.</summary>
    public DateTimeOffset? RunAt { get; init; }

    /// <summary>Not before this long from now.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>Expires when it has not started within this time.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>1–20; null: 1 when the caller waits, else 5.</summary>
    public int? MaxAttempts { get; init; }
    public Uri? CallbackUrl { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>False with <c>"cache": "no_store"</c>.</summary>
    public bool Cache { get; init; } = true;

    /// <summary>The options as the caller wrote them.</summary>
    public string Json { get; init; } = "{}";

    /// <summary>Whether the options alone make the call asynchronous.</summary>
    public bool AnswersLater => RunAt is not null || Delay is not null || CallbackUrl is not null;
}
