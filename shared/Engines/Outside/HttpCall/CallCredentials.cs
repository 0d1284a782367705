using TlEngine.Engines.Outside.Secrets;
using TlEngine.Executions;
using TlEngine.Outbound;

namespace TlEngine.Engines.Outside.HttpCall;

/// <summary>The headers of one call with their secrets in them. They live as long as the call.</summary>
internal sealed class CallCredentials(HttpCallEngine engine, HttpCallRequest request, SecretScrubber scrubber)
{
    private AccessToken? _token;
    private bool _renewed;

    public async Task<List<KeyValuePair<string, string>>> HeadersAsync(CancellationToken cancellationToken)
    {
        var headers = request.Headers.Select(header => KeyValuePair.Create(header.Key, Resolve(header.Value))).ToList();
        switch (request.Auth)
        {
            case CallAuth.Bearer bearer:
                headers.Add(new("Authorization", $"Bearer {Resolve(bearer.Token)}"));
                break;
            case CallAuth.ApiKey key:
                headers.Add(new(key.Header, Resolve(key.Value)));
                break;
            case CallAuth.ClientCredentials credentials:
                _token = await engine.Tokens.GetAsync(credentials, SecretOf(credentials), scrubber, cancellationToken);
                scrubber.Add(_token.Value);
                headers.Add(new("Authorization", $"Bearer {_token.Value}"));
                break;
            default:
                break;
        }

        return headers.TrueForAll(header => OutboundHeaders.IsValue(header.Value))
            ? headers
            : throw new EngineFailedException(
                ErrorCodes.EngineFailed, "A secret has characters that no header can carry; it must be visible ASCII.", retriable: false);
    }

    /// <summary>After a 401: drops the token that was used. False where there is none, or one was dropped before.</summary>
    public bool RejectToken()
    {
        if (_renewed || _token is null || request.Auth is not CallAuth.ClientCredentials credentials)
        {
            return false;
        }

        engine.Tokens.Reject(credentials, SecretOf(credentials), _token);
        _renewed = true;
        return true;
    }

    private string Resolve(SecretTemplate template) => template.Resolve(engine.Vault, request.Url.Host, scrubber);

    private string SecretOf(CallAuth.ClientCredentials credentials) =>
        credentials.ClientSecret.Resolve(engine.Vault, credentials.TokenUrl.Host, scrubber);
}
