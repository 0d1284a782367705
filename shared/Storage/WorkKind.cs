namespace TlEngine.Storage;

/// <summary>The kinds of the view <c>recoverable_work</c>, as its SQL spells them.</summary>
internal static class WorkKind
{
    public const string Cancelled = "cancelled";
    public const string Expired = "expired";
    public const string Lease = "lease";
    public const string Unpublished = "unpublished";
    public const string Retry = "retry";
    public const string Delayed = "delayed";
    public const string LostWakeup = "lost_wakeup";
}
