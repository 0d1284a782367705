using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using TlEngine.Readiness;

namespace TlEngine.Access.Tokens;

/// <summary>
/// The issuer's keys, kept in this process. They are fetched anew in the background when they are older than <see cref="Fresh"/>, and at
/// once for a <c>kid</c> that is not among them: whatever callers send, <see cref="Most"/> times per <see cref="Pause"/> while the issuer
/// answers, and once while it does not. While it is away its last keys are good for <see cref="Trust"/>.
/// </summary>
internal sealed partial class IssuerKeys(
    Func<CancellationToken, Task<(KeySet? Keys, string? Fault)>> fetch, TimeProvider time, ILogger<IssuerKeys> logger)
    : ITokenKeys, IDisposable
{
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>A new key is found at once, though the set was fetched a moment ago.</summary>
    public const int Most = 3;

    public static readonly TimeSpan Trust = TimeSpan.FromHours(24);

    private readonly CancellationTokenSource _disposing = new();
    private readonly Lock _lock = new();
    private Held? _held;
    private Task<bool>? _fetching;
    private readonly Queue<long> _fetches = new(Most);

    public IReadOnlyList<string> Algorithms => KeySet.Algorithms;

    public async Task<IReadOnlyList<SecurityKey>> FindAsync(string? keyId, string algorithm, CancellationToken cancellationToken)
    {
        if (Trusted() is { } held && held.Keys.Find(keyId, algorithm) is { Count: > 0 } known)
        {
            if (time.GetElapsedTime(held.Since) > Fresh)
            {
                _ = RefreshAsync();
            }

            return known;
        }

        // The last fetch, perhaps a moment ago: it says whether the issuer is there.
        var isThere = await RefreshAsync().WaitAsync(cancellationToken);
        var found = Trusted()?.Keys.Find(keyId, algorithm) ?? throw Away();
        return found.Count > 0 || isThere ? found : throw Away();
    }

    public void Dispose()
    {
        _disposing.Cancel();
        _disposing.Dispose();
    }

    private Held? Trusted() => Volatile.Read(ref _held) is { } held && time.GetElapsedTime(held.Since) < Trust ? held : null;

    /// <summary>The fetch under way or the last one, where a new one would come too early.</summary>
    private Task<bool> RefreshAsync()
    {
        lock (_lock)
        {
            if (_fetching is null || (_fetching.IsCompleted && MayFetch(_fetching)))
            {
                _fetches.Enqueue(time.GetTimestamp());
                _fetching = Task.Run(FetchAsync);
            }

            return _fetching;
        }
    }

    /// <param name="last">Ended.</param>
    private bool MayFetch(Task<bool> last)
    {
        while (_fetches.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= Pause)
        {
            _fetches.Dequeue();
        }

        return _fetches.Count < (last is { IsCompletedSuccessfully: true, Result: true } ? Most : 1);
    }

    private async Task<bool> FetchAsync()
    {
        var (keys, fault) = await fetch(_disposing.Token);
        if (keys is null)
        {
            NotFetched(logger, fault ?? "");
            return false;
        }

        Volatile.Write(ref _held, new Held(keys, time.GetTimestamp()));
        return true;
    }

    private static DependencyUnavailableException Away() => new("jwks", null);

    [LoggerMessage(2111, LogLevel.Warning, "The key set of JWT_JWKS_URL was not fetched: {Reason}.")]
    private static partial void NotFetched(ILogger logger, string reason);

    private sealed record Held(KeySet Keys, long Since);
}
