using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TlEngine.Executions;

namespace TlEngine.Functions.Http.Door;

/// <summary>An error as RFC 9457 tells it.</summary>
public sealed class Problem : IResult
{
    private static readonly Dictionary<string, (int Status, string Title)> Kinds = new()
    {
        [ErrorCodes.MalformedJson] = (400, "The body is not usable JSON"),
        [ErrorCodes.Unauthorized] = (401, "No valid credential"),
        [ErrorCodes.Forbidden] = (403, "Not allowed"),
        [ErrorCodes.EngineNotFound] = (404, "No such engine"),
        [ErrorCodes.ExecutionNotFound] = (404, "No such execution"),
        [ErrorCodes.ScheduleNotFound] = (404, "No such schedule"),
        [ErrorCodes.KeyNotFound] = (404, "No such key"),
        [ErrorCodes.NotFound] = (404, "No such resource"),
        [ErrorCodes.MethodNotAllowed] = (405, "Method not allowed"),
        [ErrorCodes.IdempotencyInProgress] = (409, "The first call with this idempotency key is not answered yet"),
        [ErrorCodes.NotCancellable] = (409, "The execution has ended"),
        [ErrorCodes.NotFinished] = (409, "The execution has not ended"),
        [ErrorCodes.NotReplayable] = (409, "The execution cannot be replayed"),
        [ErrorCodes.PayloadTooLarge] = (413, "The body is too large"),
        [ErrorCodes.UnsupportedMediaType] = (415, "The body is not JSON"),
        [ErrorCodes.Validation] = (422, "The request is not valid"),
        [ErrorCodes.IdempotencyMismatch] = (422, "The idempotency key belongs to another request"),
        [ErrorCodes.RateLimited] = (429, "Too many requests"),
        [ErrorCodes.EngineFailed] = (500, "The engine failed"),
        [ErrorCodes.OutcomeUnknown] = (500, "The outcome is not known"),
        [ErrorCodes.EndpointDisabled] = (500, "The receiver wants no more messages"),
        [ErrorCodes.Internal] = (500, "The service failed"),
        [ErrorCodes.DependencyUnavailable] = (503, "A dependency is not available"),
        [ErrorCodes.EngineTimeout] = (504, "The engine did not finish in time"),
    };

    private readonly Refusal _refusal;
    private readonly string? _traceParent;

    private Problem(Refusal refusal, string? traceParent = null)
    {
        (_refusal, _traceParent) = (refusal, traceParent);
        (Status, Title) = Kinds[refusal.Code];
    }

    public int Status { get; }

    public string Title { get; }

    public static Problem Of(string code, string detail) => new(new Refusal(code, detail));

    public static Problem Of(Refusal refusal) => new(refusal);

    /// <param name="traceParent">Of the call that failed, should it be an earlier one than this.</param>
    public static Problem Of(Refusal refusal, string? traceParent) => new(refusal, traceParent);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (Status == StatusCodes.Status503ServiceUnavailable)
        {
            httpContext.Response.Headers.RetryAfter = "5";
        }

        return new JsonBody(Status, writer => Write(writer, httpContext), "application/problem+json").ExecuteAsync(httpContext);
    }

    private void Write(Utf8JsonWriter writer, HttpContext httpContext)
    {
        writer.WriteStartObject();
        writer.WriteString("type", $"urn:tl-engine:problem:{_refusal.Code}");
        writer.WriteString("title", Title);
        writer.WriteNumber("status", Status);
        writer.WriteString("detail", _refusal.Detail);
        writer.WriteString("instance", httpContext.Request.Path);
        writer.WriteString("code", _refusal.Code);

        // The door has put the whole trace context into this header: version, trace, span, flags.
        var traceParent = _traceParent ?? httpContext.Response.Headers["traceresponse"].ToString();
        writer.WriteString("trace_id", traceParent.Split('-').ElementAtOrDefault(1));
        if (_refusal.Errors is { } errors)
        {
            InputErrorJson.Write(writer, errors);
        }

        writer.WriteEndObject();
    }
}
