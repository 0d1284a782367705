using System.Globalization;
using System.Text;
using System.Text.Json;
using TlEngine.Engines.Outside.Secrets;
using TlEngine.Executions;
using TlEngine.Outbound;

namespace TlEngine.Engines.Outside.HttpCall;

/// <summary>Asks for an access token (RFC 6749, 4.4.2; the client proves itself as in 2.3.1).</summary>
internal sealed class TokenClient(OutboundClient outbound, TimeProvider time)
{
    private const int LargestAnswer = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>RFC 6749 leaves the lifetime out where it is known otherwise; then an hour is too much to assume.</summary>
    private static readonly TimeSpan Unsaid = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1000);

    public async Task<AccessToken> RequestAsync(
        CallAuth.ClientCredentials credentials, string clientSecret, SecretScrubber scrubber, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await outbound.SendAsync(ToRequest(credentials, clientSecret), cancellationToken);
            return answer.IsSuccess ? Read(answer, credentials) : throw Refused(answer, credentials, scrubber);
        }
        catch (OutboundException failure)
        {
            throw new EngineFailedException(
                ErrorCodes.EngineFailed, $"No access token: {failure.Message}", failure.Fault != OutboundFault.Refused, failure);
        }
    }

    private static OutboundRequest ToRequest(CallAuth.ClientCredentials credentials, string clientSecret)
    {
        var form = new List<KeyValuePair<string, string?>>
        {
            new("grant_type", "client_credentials"), new("scope", credentials.Scope), new("audience", credentials.Audience),
        };
        var headers = new List<KeyValuePair<string, string>> { new("Accept", "application/json") };
        if (credentials.InBody)
        {
            form.Add(new("client_id", credentials.ClientId));
            form.Add(new("client_secret", clientSecret));
        }
        else
        {
            var pair = $"{Uri.EscapeDataString(credentials.ClientId)}:{Uri.EscapeDataString(clientSecret)}";
            headers.Add(new("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(pair))}"));
        }

        var body = string.Join('&', form.Where(field => field.Value is not null)
            .Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value!)}"));
        return new OutboundRequest(HttpMethod.Post, credentials.TokenUrl)
        {
            Headers = headers,
            Body = Encoding.UTF8.GetBytes(body),
            ContentType = "application/x-www-form-urlencoded",
            Timeout = Patience,
            LargestAnswer = LargestAnswer,
        };
    }

    private AccessToken Read(OutboundAnswer answer, CallAuth.ClientCredentials credentials)
    {
        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            var root = document.RootElement;
            if (!IsBearer(root))
            {
                throw new EngineFailedException(
                    ErrorCodes.EngineFailed,
                    $"No access token: {credentials.TokenUrl.Host} gave one that is no bearer token.",
                    retriable: false);
            }

            if (root.GetProperty("access_token").GetString() is { Length: > 0 } value && OutboundHeaders.IsValue(value))
            {
                return new AccessToken(value, time.GetUtcNow(), time.GetUtcNow() + LifeOf(root));
            }
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Told below, without what the answer holds: it may be half a token.
        }

        throw new EngineFailedException(
            ErrorCodes.EngineFailed, $"No access token: the answer of {credentials.TokenUrl.Host} has no access_token.", retriable: false);
    }

    /// <summary>
    /// RFC 6749, 7.1: one of another type must not be used. It is written in any case; some leave it out, some write BearerToken.
    /// </summary>
    private static bool IsBearer(JsonElement root) =>
        !root.TryGetProperty("token_type", out var type)
        || type.GetString()?.StartsWith("bearer", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Some write the seconds as a string. A token that ends at once serves the calls that wait for it.</summary>
    private static TimeSpan LifeOf(JsonElement root)
    {
        var text = root.TryGetProperty("expires_in", out var seconds) ? seconds.ToString() : "";
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number < Longest.TotalSeconds
            ? TimeSpan.FromSeconds(Math.Max(number, 0))
            : Unsaid;
    }

    /// <summary>RFC 6749, 5.2: <c>error</c> names the reason.</summary>
    private EngineFailedException Refused(OutboundAnswer answer, CallAuth.ClientCredentials credentials, SecretScrubber scrubber)
    {
        var reason = "";
        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            reason = document.RootElement.TryGetProperty("error", out var error) ? $" ({error.GetString()})" : "";
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The status alone is told.
        }

        return new EngineFailedException(
            ErrorCodes.EngineFailed,
            scrubber.Scrub(
                $"No access token: {credentials.TokenUrl.Host} answered {answer.Code}{reason}; check client_id, client_secret and scope."),
            CallFailure.IsUnprocessed(answer.Code) || answer.Code >= 500)
        {
            RetryAfter = answer.RetryAfter(time.GetUtcNow()),
        };
    }
}
