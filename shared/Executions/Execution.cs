namespace TlEngine.Executions;

/// <summary>An execution as the database holds it: a snapshot, replaced whole.</summary>
public sealed record Execution
{
    public required ExecutionId Id { get; init; }
    public required string EngineId { get; init; }
    public required string EngineVersion { get; init; }
    public required string Action { get; init; }
    public required string Caller { get; init; }
    public required ExecutionSource Source { get; init; }
    public string? TaskId { get; init; }
    public required ReadOnlyMemory<byte> Fingerprint { get; init; }
    public required ExecutionStatus Status { get; init; }
    public required Payload Input { get; init; }
    public Payload? Result { get; init; }
    public ExecutionError? Error { get; init; }
    public required string Options { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
    public required ExecutionPriority Priority { get; init; }

    /// <summary>Attempts that count: started, and neither released at shutdown.</summary>
    public required int Attempts { get; init; }
    public required int MaxAttempts { get; init; }

    /// <summary>Grows with every claim; only the holder of the newest one may write.</summary>
    public required long Fence { get; init; }
    public DateTimeOffset? LeaseUntil { get; init; }
    public required TimeSpan Timeout { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset DueAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Engine time of the last attempt.</summary>
    public TimeSpan? Duration { get; init; }
    /// <summary>Whether the result is that of an equal call before.</summary>
    public bool Cached { get; init; }
    public bool CancelRequested { get; init; }
    public Uri? CallbackUrl { get; init; }
    public string? TraceParent { get; init; }

    /// <summary>The clock of a replay: what its original had as now.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>The execution that this one repeats.</summary>
    public ExecutionId? ReplayOf { get; init; }

    /// <summary>What engines read as now, the same on every attempt.</summary>
    public DateTimeOffset Now => AsOf ?? CreatedAt;

    /// <summary>Whether its last claim ended without an outcome, so that it may be what ended the worker.</summary>
    public bool Suspect { get; init; }

    public Claim Claim => new(Id, Fence);
}
