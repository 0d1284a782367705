using System.Net;
using System.Net.Http.Json;
using TlEngine.Readiness.Connections;

namespace TlEngine.Observability.Analytics;

/// <summary>Asks for the feature flags of nobody: unlike an event it shows that the key is known, and leaves nothing.</summary>
internal sealed class PostHogTrial(string apiKey, Uri host, TimeProvider time) : IConnectionTrial
{
    public async Task<ConnectionVerdict> TryAsync(CancellationToken cancellationToken)
    {
        if (await Reach.FaultAsync(host.IdnHost, host.Port, "POSTHOG_HOST", time, cancellationToken) is { } fault)
        {
            return ConnectionVerdict.Failed(fault);
        }

        using var http = new HttpClient();
        try
        {
            var request = new { api_key = apiKey, distinct_id = "connection-check" };
            using var answer = await http.PostAsJsonAsync(new Uri(host, "/flags/?v=2"), request, cancellationToken);
            return answer.StatusCode switch
            {
                _ when answer.IsSuccessStatusCode => ConnectionVerdict.Ok($"PostHog at {host.IdnHost}, the key is known"),
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest => ConnectionVerdict.Failed(
                    $"{host.IdnHost} does not know the key: POSTHOG_API_KEY is the project's (phc_…), of POSTHOG_HOST's region"),
                HttpStatusCode.NotFound => ConnectionVerdict.Failed($"{host.IdnHost} is no PostHog: correct POSTHOG_HOST"),
                var status => ConnectionVerdict.Failed($"{host.IdnHost} answered {(int)status}: try again, then see its status page"),
            };
        }
        catch (HttpRequestException exception)
        {
            return ConnectionVerdict.Failed(
                $"no HTTP with {host.IdnHost} ({exception.HttpRequestError}): check http or https in POSTHOG_HOST");
        }
    }
}
