using System.Text;

namespace TlEngine.Access.Tokens;

/// <summary>Gets the issuer's key set: within 5 s, 256 KB at most, no redirects.</summary>
internal sealed class KeySetFetch : IDisposable
{
    public const int MaxBytes = 256 * 1024;

    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly Uri _url;
    private readonly HttpClient _client;

    public KeySetFetch(Uri url)
    {
        _url = url;
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        _client = new HttpClient(handler) { Timeout = Timeout, MaxResponseContentBufferSize = MaxBytes };
    }

    /// <returns>The keys, or why there are none.</returns>
    public async Task<(KeySet? Keys, string? Fault)> GetAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _client.GetAsync(_url, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                return (null, $"it answered {(int)response.StatusCode}");
            }

            // As bytes: what the answer says about its characters may be nonsense, and JSON is UTF-8.
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return KeySet.Parse(Encoding.UTF8.GetString(body)) is { } keys
                ? (keys, null)
                : (null, "its answer is no key set with a usable key");
        }
        catch (HttpRequestException exception)
        {
            return (null, exception.Message);
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, $"it did not answer within {Timeout.TotalSeconds} s");
        }
    }

    public void Dispose() => _client.Dispose();
}
