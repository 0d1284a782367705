namespace TlEngine.Webhooks.Deliveries;

/// <summary>What a claim found.</summary>
public abstract record DeliveryClaim
{
    private DeliveryClaim()
    {
    }

    /// <summary>It is ours: attempt, rung and fence are already counted.</summary>
    public sealed record Claimed(Delivery Row) : DeliveryClaim;

    /// <summary>Its time has not come.</summary>
    public sealed record Early(TimeSpan Remaining) : DeliveryClaim;

    /// <summary>Finished, in another worker's hands, or unknown: drop the message.</summary>
    public sealed record Lost : DeliveryClaim;
}
