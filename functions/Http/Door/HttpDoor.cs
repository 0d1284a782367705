using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TlEngine.Access;
using TlEngine.Executions;
using TlEngine.Readiness;
using TlEngine.Statistics;

namespace TlEngine.Functions.Http.Door;

/// <summary>
/// What every HTTP function does around its work: who calls, how often, may they; and whatever goes wrong becomes a problem.
/// </summary>
public sealed partial class HttpDoor(ApiKeys keys, RateLimiter limiter, UsageCounters usage, ILogger<HttpDoor> logger)
{
    private const string KeyHeader = "X-API-Key";

    /// <summary>For functions that anybody may call.</summary>
    /// <param name="file">A function's file is named after it, and its calls are measured by that name.</param>
    public async Task<IResult> EnterAsync(HttpRequest request, Func<Task<IResult>> work, [CallerFilePath] string file = "")
    {
        HttpMeasurement.Begin(request, Path.GetFileNameWithoutExtension(file));
        using var activity = Activity.Current is null ? StartActivity(request) : null;
        request.HttpContext.Response.Headers["traceresponse"] = Activity.Current?.Id;
        try
        {
            return await work();
        }
        catch (OperationCanceledException) when (request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            // The caller is gone: nobody reads the answer.
            return Results.StatusCode(StatusCodes.Status499ClientClosedRequest);
        }
        catch (BadHttpRequestException exception)
        {
            return Problem.Of(exception.StatusCode == StatusCodes.Status413PayloadTooLarge ? ErrorCodes.PayloadTooLarge
                : ErrorCodes.MalformedJson, exception.Message);
        }
        catch (DependencyUnavailableException exception)
        {
            Away(logger, exception.Dependency, request.Path, exception);
            return Problem.Of(ErrorCodes.DependencyUnavailable, exception.Message);
        }
        catch (Exception exception)
        {
            // The edge: an exception that left a function would become the host's bare 500.
            Unexpected(logger, request.Method, request.Path, exception);
            return Problem.Of(ErrorCodes.Internal, "The service failed on this request; its log has the cause under the trace id.");
        }
    }

    /// <summary>For functions that need a scope.</summary>
    public Task<IResult> EnterAsync(
        HttpRequest request, string scope, Func<Caller, Task<IResult>> work, [CallerFilePath] string file = "") => EnterAsync(request, async () =>
    {
        if (Authenticate(request) is not { } caller)
        {
            request.HttpContext.Response.Headers.WWWAuthenticate = "ApiKey realm=\"tl-engine\", header=\"X-API-Key\"";
            return Problem.Of(
                ErrorCodes.Unauthorized, request.Headers.ContainsKey(KeyHeader) ? "The key in X-API-Key is not known."
                    : "A key is needed: send it as X-API-Key.");
        }

        if (await limiter.CountAsync(caller, request.HttpContext.RequestAborted) is { } verdict)
        {
            RateHeaders.Write(request.HttpContext.Response.Headers, verdict);
            if (!verdict.Allowed)
            {
                usage.RateLimited();
                return Problem.Of(
                    ErrorCodes.RateLimited,
                    $"The {verdict.Limit} calls of this hour are used up; the next window starts in {Math.Ceiling(verdict.ResetAfter.TotalSeconds)} s.");
            }
        }

        return caller.May(scope) ? await work(caller) : Problem.Of(ErrorCodes.Forbidden, $"This key lacks the scope {scope}.");
    }, file);

    private Caller? Authenticate(HttpRequest request) =>
        request.Headers[KeyHeader] is [{ Length: > 0 } key] ? keys.Find(key) : null;

    private static Activity StartActivity(HttpRequest request)
    {
        var activity = new Activity("http");
        if (ActivityContext.TryParse(request.Headers.TraceParent, request.Headers.TraceState, out _))
        {
            activity.SetParentId(request.Headers.TraceParent!);
        }

        return activity.Start();
    }

    [LoggerMessage(2001, LogLevel.Warning, "{Dependency} is away; {Path} was answered 503.")]
    private static partial void Away(ILogger logger, string dependency, string path, Exception exception);

    [LoggerMessage(2002, LogLevel.Error, "{Method} {Path} met an unexpected fault.")]
    private static partial void Unexpected(ILogger logger, string method, string path, Exception exception);
}
