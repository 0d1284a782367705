namespace TlEngine.Webhooks;

/// <summary>A receiver that answered 410: until that time nothing is sent to it.</summary>
public sealed record DisabledEndpoint(string Caller, Uri Url, DateTimeOffset Until)
{
    /// <summary>How long a 410 counts; then one message is tried again.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromHours(24);
}
