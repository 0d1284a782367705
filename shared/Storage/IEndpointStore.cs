using TlEngine.Webhooks;

namespace TlEngine.Storage;

/// <summary>Which receivers want no more messages, per caller and URL. Times are the database's.</summary>
public interface IEndpointStore
{
    /// <summary>Null where messages may be sent.</summary>
    Task<DisabledEndpoint?> FindDisabledAsync(string caller, Uri url, CancellationToken cancellationToken);

    /// <summary>From now for <see cref="DisabledEndpoint.Period"/>.</summary>
    Task DisableAsync(string caller, Uri url, CancellationToken cancellationToken);

    Task EnableAsync(string caller, Uri url, CancellationToken cancellationToken);
}
