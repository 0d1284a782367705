namespace TlEngine.Webhooks;

/// <summary>What callbacks to a caller are signed with.</summary>
internal interface ICallbackSecrets
{
    /// <returns>Secrets of Standard Webhooks, the current one first, two while one replaces the other; empty for a caller without.</returns>
    Task<IReadOnlyList<string>> ForAsync(string callerId, CancellationToken cancellationToken);
}
