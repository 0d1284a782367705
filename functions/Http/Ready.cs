using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Functions.Http.Door;
using TlEngine.Readiness;

namespace TlEngine.Functions.Http;

/// <summary>Whether this process can do its work; 503 only when it cannot.</summary>
public sealed class Ready(HttpDoor door, ReadinessService readiness)
{
    [Function(nameof(Ready))]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "ready")] HttpRequest request) =>
        door.EnterAsync(request, async () =>
        {
            var report = await readiness.CheckAsync(request.HttpContext.RequestAborted);
            var status = report.Status == "unavailable" ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
            return new JsonBody(status, writer => Write(writer, report));
        });

    private static void Write(Utf8JsonWriter writer, ReadinessReport report)
    {
        writer.WriteStartObject();
        writer.WriteString("status", report.Status);
        writer.WriteStartObject("checks");
        foreach (var (name, check) in report.Checks)
        {
            writer.WriteStartObject(name);
            writer.WriteBoolean("ok", check.Ok);
            writer.WriteBoolean("required", check.Required);
            writer.WriteNumber("latency_ms", check.LatencyMs);
            if (check.Detail is not null)
            {
                writer.WriteString("detail", check.Detail);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
