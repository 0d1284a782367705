namespace TlEngine.Schedules;

/// <summary>A schedule as the database holds it. Exactly one of <see cref="Cron"/> and <see cref="Every"/> is set.</summary>
public sealed record Schedule
{
    public required Guid Id { get; init; }
    public required string Caller { get; init; }
    public required string EngineId { get; init; }
    public required string Action { get; init; }

    /// <summary>The engine's <c>data</c> as JSON.</summary>
    public required string Data { get; init; }

    /// <summary>The executions' options as JSON, <c>{}</c> without any.</summary>
    public string Options { get; init; } = "{}";

    /// <summary>Five fields.</summary>
    public string? Cron { get; init; }

    /// <summary>At least 60 s.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>IANA name.</summary>
    public string TimeZone { get; init; } = "Etc/UTC";
    public bool Enabled { get; init; } = true;
    public MissedRuns MissedRuns { get; init; }
    public Overlap Overlap { get; init; }
    public TimeSpan Jitter { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? NextRunAt { get; init; }
    public DateTimeOffset? LastRunAt { get; init; }

    /// <summary>Grows with every change of the schedule; its own runs do not change it.</summary>
    public int Revision { get; init; }
}
