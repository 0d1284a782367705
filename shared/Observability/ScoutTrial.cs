using System.Net;
using System.Net.Http.Json;
using TlEngine.Readiness.Connections;

namespace TlEngine.Observability;

/// <summary>Sends Scout's log intake a batch without a record, as OTLP over HTTP with its key.</summary>
/// <param name="intake">Scout's address for OTLP logs; the keys of logs are separate from those of its agents.</param>
internal sealed class ScoutTrial(string ingestKey, Uri intake, TimeProvider time) : IConnectionTrial
{
    public static Uri Intake { get; } = new("https://otlp.scoutotel.com:4318/v1/logs");

    public async Task<ConnectionVerdict> TryAsync(CancellationToken cancellationToken)
    {
        if (await Reach.FaultAsync(intake.IdnHost, intake.Port, "this machine's firewall", time, cancellationToken) is { } fault)
        {
            return ConnectionVerdict.Failed(fault);
        }

        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, intake);
        request.Content = JsonContent.Create(new { resourceLogs = Array.Empty<object>() });
        request.Headers.TryAddWithoutValidation("x-telemetryhub-key", ingestKey);
        try
        {
            using var answer = await http.SendAsync(request, cancellationToken);
            return answer.StatusCode switch
            {
                _ when answer.IsSuccessStatusCode => ConnectionVerdict.Ok($"Scout's log intake at {intake.IdnHost} takes the key"),
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ConnectionVerdict.Failed(
                    "Scout refuses the key: SCOUT_LOGS_INGEST_KEY is the one for logs, not SCOUT_KEY"),
                var status => ConnectionVerdict.Failed($"{intake.IdnHost} answered {(int)status}: try again, then see Scout's status page"),
            };
        }
        catch (HttpRequestException exception)
        {
            return ConnectionVerdict.Failed(
                $"no HTTP with {intake.IdnHost} ({exception.HttpRequestError}): check this machine's firewall and proxy");
        }
    }
}
