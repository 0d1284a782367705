namespace TlEngine.Webhooks.Deliveries;

/// <summary>Where a delivery stands. The numbers are stored: never reuse one.</summary>
public enum DeliveryStatus
{
    Pending = 0,
    Delivering = 1,
    Delivered = 2,

    /// <summary>Given up: every attempt failed, the receiver answered 410, or there is nobody to deliver to.</summary>
    Failed = 3,
}
