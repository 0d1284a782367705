using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using TlEngine.Engines.Outside.Secrets;

namespace TlEngine.Engines.Outside.HttpCall;

/// <summary>
/// Access tokens of OAuth 2 client credentials, in this process only. However many calls need the same one at a moment, it is asked for
/// once; it is asked for again a minute before its end.
/// </summary>
internal sealed class TokenCache(TokenClient client, TimeProvider time)
{
    private const int MostTokens = 1024;

    /// <summary>The time that a call needs to use the token.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, Lazy<Task<AccessToken>>> _tokens = new();

    /// <param name="clientSecret">What the credentials refer to.</param>
    /// <exception cref="EngineFailedException">The other side gives none.</exception>
    public async Task<AccessToken> GetAsync(
        CallAuth.ClientCredentials credentials, string clientSecret, SecretScrubber scrubber, CancellationToken cancellationToken)
    {
        var key = KeyOf(credentials, clientSecret);
        var began = time.GetUtcNow();
        for (var asked = 1; ; asked++)
        {
            var request = Request(key, credentials, clientSecret, scrubber);
            var token = await request.Value.WaitAsync(cancellationToken);

            // One that was given meanwhile is used, however short its life.
            if (asked > 1 || token.Begins >= began || token.Ends - Lead(token) > time.GetUtcNow())
            {
                return token;
            }

            Drop(key, request);
        }
    }

    /// <summary>Forgets a token that the other side no longer takes, unless it was replaced already.</summary>
    public void Reject(CallAuth.ClientCredentials credentials, string clientSecret, AccessToken rejected)
    {
        var key = KeyOf(credentials, clientSecret);
        if (_tokens.TryGetValue(key, out var held) && held.Value is { IsCompletedSuccessfully: true } task && task.Result == rejected)
        {
            Drop(key, held);
        }
    }

    /// <summary>The one under way or answered, or a new one.</summary>
    private Lazy<Task<AccessToken>> Request(
        string key, CallAuth.ClientCredentials credentials, string clientSecret, SecretScrubber scrubber)
    {
        // A failure is told to those who wait for it, and to nobody later.
        if (_tokens.TryGetValue(key, out var held)
            && held is { IsValueCreated: true, Value: { IsCompleted: true, IsCompletedSuccessfully: false } })
        {
            Drop(key, held);
        }

        Trim();

        // No token of one caller in the shared request: the others that wait for it must not lose it with him.
        return _tokens.GetOrAdd(key, _ => new Lazy<Task<AccessToken>>(
            () => client.RequestAsync(credentials, clientSecret, scrubber, CancellationToken.None)));
    }

    /// <summary>A short-lived token is used for most of its life at least.</summary>
    private static TimeSpan Lead(AccessToken token) => TimeSpan.FromTicks(Math.Min(Margin.Ticks, (token.Ends - token.Begins).Ticks / 10));

    private void Drop(string key, Lazy<Task<AccessToken>> held) => _tokens.TryRemove(KeyValuePair.Create(key, held));

    private void Trim()
    {
        if (_tokens.Count > MostTokens)
        {
            _tokens.Clear();
        }
    }

    /// <summary>A hash: the secret itself is no key of a map.</summary>
    private static string KeyOf(CallAuth.ClientCredentials credentials, string secret) => Convert.ToHexString(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Join(
            '\0', credentials.TokenUrl.AbsoluteUri, credentials.ClientId, secret, credentials.Scope, credentials.Audience,
            credentials.InBody))));
}
