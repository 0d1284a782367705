using TlEngine.Executions.Idempotency;

namespace TlEngine.Executions;

/// <summary>A row to insert.</summary>
public sealed record NewExecution
{
    public required ExecutionId Id { get; init; }
    public required string EngineId { get; init; }
    public required string EngineVersion { get; init; }
    public required string Action { get; init; }
    public required string Caller { get; init; }
    public required ExecutionSource Source { get; init; }

    /// <summary>Makes the execution unique per caller; null where the caller gave no id.</summary>
    public string? TaskId { get; init; }

    /// <summary>SHA-256 of engine, action, data and options: tells a repeated task from another one with the same id.</summary>
    public required ReadOnlyMemory<byte> Fingerprint { get; init; }
    public required Payload Input { get; init; }

    /// <summary>The caller's options as JSON, <c>{}</c> without any.</summary>
    public string Options { get; init; } = "{}";
    public IReadOnlyList<string> Tags { get; init; } = [];
    public ExecutionPriority Priority { get; init; }
    public int MaxAttempts { get; init; } = 1;
    public required TimeSpan Timeout { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it may start: now, <c>run_at</c> or <c>delay_s</c> from now.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Expires when it has not started by then.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
    public Uri? CallbackUrl { get; init; }

    /// <summary>W3C traceparent of the accepting request.</summary>
    public string? TraceParent { get; init; }

    /// <summary>When set, the row is inserted already claimed (running, first attempt, first fence) with this lease.</summary>
    public TimeSpan? ClaimFor { get; init; }

    /// <summary>When set, the row is inserted already succeeded, with this result of an equal call.</summary>
    public Payload? CachedResult { get; init; }

    /// <summary>With <see cref="CachedResult"/>: how long it took to find.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Inserted in the same transaction; where it is taken the row is not inserted. A row with a key has no task id.</summary>
    public NewIdempotencyKey? Idempotency { get; init; }
}
