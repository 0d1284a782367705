using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using TlEngine.Observability;

namespace TlEngine.Functions.Http.Door;

/// <summary>How long a call took, until the last byte of its answer.</summary>
internal static class HttpMeasurement
{
    /// <summary>Anything else that a client makes up is one label (OpenTelemetry's semantic conventions).</summary>
    private static readonly string[] KnownMethods =
        ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"];

    public static void Begin(HttpRequest request, string function)
    {
        var started = Stopwatch.GetTimestamp();
        var response = request.HttpContext.Response;
        var method = KnownMethods.Contains(request.Method) ? request.Method : "_OTHER";
        response.OnCompleted(() =>
        {
            Instruments.HttpRequests.Record(
                Stopwatch.GetElapsedTime(started).TotalSeconds,
                new KeyValuePair<string, object?>("function", function),
                new KeyValuePair<string, object?>("method", method),
                new KeyValuePair<string, object?>("status", response.StatusCode));
            return Task.CompletedTask;
        });
    }
}
