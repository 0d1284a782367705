using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TlEngine.Executions;
using TlEngine.Readiness;
using TlEngine.Storage;

namespace TlEngine.Access.Keys;

/// <summary>Writes when keys were last used: once a minute for each at most, in groups, with no call waiting for it.</summary>
internal sealed partial class KeyUsage : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, long> _noted = new();
    private readonly GroupCommit<KeyUse, bool> _writes;
    private readonly IKeyStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger<KeyUsage> _logger;

    public KeyUsage(IKeyStore store, TimeProvider time, ILogger<KeyUsage> logger)
    {
        (_store, _time, _logger) = (store, time, logger);
        _writes = new GroupCommit<KeyUse, bool>(WriteAsync);
    }

    public void Note(Guid keyId)
    {
        var now = _time.GetTimestamp();
        var isNew = _noted.TryAdd(keyId, now);
        if (isNew
            || (_noted.TryGetValue(keyId, out var last) && _time.GetElapsedTime(last, now) >= Pause && _noted.TryUpdate(keyId, now, last)))
        {
            _ = _writes.AddAsync(new KeyUse(keyId, _time.GetUtcNow()), CancellationToken.None);
        }
    }

    /// <summary>Writes what is left.</summary>
    public ValueTask DisposeAsync() => _writes.DisposeAsync();

    private async Task<IReadOnlyList<bool>> WriteAsync(IReadOnlyList<KeyUse> uses, CancellationToken cancellationToken)
    {
        try
        {
            await _store.TouchAsync(uses, cancellationToken);
            return [.. uses.Select(_ => true)];
        }
        catch (DependencyUnavailableException exception)
        {
            // It is a hint for people: the next minute's call writes a later one.
            NotWritten(_logger, uses.Count, exception);
            return [.. uses.Select(_ => false)];
        }
    }

    [LoggerMessage(2101, LogLevel.Warning, "The last use of {Count} keys was not recorded.")]
    private static partial void NotWritten(ILogger logger, int count, Exception exception);
}
