namespace TlEngine.Webhooks;

/// <summary>How an attempt to deliver ended.</summary>
internal enum WebhookOutcome
{
    /// <summary>2xx.</summary>
    Delivered,

    /// <summary>Not now: another attempt may succeed.</summary>
    Failed,

    /// <summary>410: the receiver wants no more.</summary>
    Gone,

    /// <summary>The address is not one that may be called: nothing was sent, nothing will be.</summary>
    Refused,
}
