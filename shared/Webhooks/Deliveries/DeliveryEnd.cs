namespace TlEngine.Webhooks.Deliveries;

/// <summary>What came of a claimed delivery, to be written if the claim still holds.</summary>
/// <param name="Status">Delivered, Failed, or Pending for another attempt.</param>
public sealed record DeliveryEnd(Guid Id, long Fence, DeliveryStatus Status)
{
    public int? ResponseStatus { get; init; }
    public string? Error { get; init; }

    /// <summary>With Pending: how long from the database's now.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Nothing was sent: the attempt is not counted, and what is known of earlier ones stays.</summary>
    public bool Postponed { get; init; }
}
