using TlEngine.Executions;

namespace TlEngine.Webhooks.Deliveries;

/// <summary>A callback as the database holds it: made in the transaction that ends its execution.</summary>
public sealed record Delivery
{
    /// <summary>Sent as webhook-id with every attempt.</summary>
    public required Guid Id { get; init; }
    public required ExecutionId ExecutionId { get; init; }
    public required string Caller { get; init; }
    public required Uri Url { get; init; }
    public required DeliveryStatus Status { get; init; }

    /// <summary>Attempts begun so far.</summary>
    public required int Attempt { get; init; }

    /// <summary>Those of them since it was last asked for: how far up the ladder it is.</summary>
    public required int Rung { get; init; }

    /// <summary>Grows with every claim; only the holder of the newest one may write.</summary>
    public required long Fence { get; init; }

    /// <summary>What the receiver last answered.</summary>
    public int? ResponseStatus { get; init; }

    /// <summary>What went wrong with the last attempt.</summary>
    public string? Error { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>While it is pending.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }
}
