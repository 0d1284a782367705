namespace TlEngine.Webhooks.Deliveries;

/// <summary>A delivery whose message has to be published.</summary>
/// <param name="Remaining">Until its time, by the database's clock; zero when it has come.</param>
public sealed record DueDelivery(Guid Id, TimeSpan Remaining);
