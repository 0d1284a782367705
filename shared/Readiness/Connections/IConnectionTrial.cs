namespace TlEngine.Readiness.Connections;

/// <summary>
/// One real round trip with a server of the settings. A probe is cheap and tells strangers little; this leaves nothing behind but may
/// take seconds, and tells the operator the cause.
/// </summary>
internal interface IConnectionTrial
{
    Task<ConnectionVerdict> TryAsync(CancellationToken cancellationToken);
}
