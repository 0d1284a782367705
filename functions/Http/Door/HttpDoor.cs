using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TlEngine.Access;
using TlEngine.Access.Limits;
using TlEngine.Executions;
using TlEngine.Readiness;
using TlEngine.Statistics;

namespace TlEngine.Functions.Http.Door;

/// <summary>
/// What every HTTP function does around its work: who calls, how often, may they; and whatever goes wrong becomes a problem.
/// </summary>
public sealed partial class HttpDoor(
    CredentialReader credentials, RateLimiter limiter, CrossOrigin crossOrigin, RouteTable routes, UsageCounters usage, ILogger<HttpDoor> logger)
{
    /// <summary>For functions that anybody may call.</summary>
    /// <param name="file">A function's file is named after it, and its calls are measured by that name.</param>
    public async Task<IResult> EnterAsync(HttpRequest request, Func<Task<IResult>> work, [CallerFilePath] string file = "")
    {
        HttpMeasurement.Begin(request, Path.GetFileNameWithoutExtension(file));
        using var activity = Activity.Current is null ? StartActivity(request) : null;
        request.HttpContext.Response.Headers["traceresponse"] = Activity.Current?.Id;
        crossOrigin.Apply(request);
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
            return exception.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => Problem.Of(ErrorCodes.PayloadTooLarge, exception.Message),
                StatusCodes.Status408RequestTimeout => Problem.Of(
                    ErrorCodes.MalformedJson, "The body came so slowly that it was given up before its end; send it again."),
                _ => Problem.Of(ErrorCodes.MalformedJson, exception.Message),
            };
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
        if (routes.IsTakenForAnother(request))
        {
            return WrongMethod.Of(request, routes.MethodsOf(request.Path));
        }

        var headers = request.HttpContext.Response.Headers;
        var authentication = await credentials.ReadAsync(request);
        if (authentication is not Authentication.Granted { Caller: var caller })
        {
            var refused = (Authentication.Refused)authentication;
            Challenge.Write(headers, refused, credentials.TakesTokens);
            return Problem.Of(ErrorCodes.Unauthorized, refused.Detail);
        }

        if (await limiter.CountAsync(caller, request.HttpContext.RequestAborted) is { } verdict)
        {
            RateHeaders.Write(headers, verdict);
            if (!verdict.Allowed)
            {
                usage.RateLimited();
                return Problem.Of(
                    ErrorCodes.RateLimited,
                    $"The {verdict.Limit} calls of this hour are used up; the next window starts in {Math.Ceiling(verdict.ResetAfter.TotalSeconds)} s.");
            }
        }

        return caller.May(scope) ? await work(caller) : Lacking(headers, caller, scope);
    }, file);

    private static Problem Lacking(IHeaderDictionary headers, Caller caller, string scope)
    {
        if (caller.HasToken)
        {
            Challenge.WriteScope(headers, scope);
        }

        return Problem.Of(
            ErrorCodes.Forbidden,
            !caller.HasToken ? $"This key lacks the scope {scope}."
                : caller.Scopes.Count == 0 ? $"This token has no scope claim, a string of scopes with spaces between; {scope} is needed."
                : $"This token lacks the scope {scope}.");
    }

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
