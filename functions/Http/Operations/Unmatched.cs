using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Executions;
using TlEngine.Functions.Http.Door;

namespace TlEngine.Functions.Http.Operations;

/// <summary>
/// Every other route or method; a Functions host would answer a bare 404. OPTIONS comes here too, since no function names it.
/// </summary>
public sealed class Unmatched(HttpDoor door, RouteTable routes, CrossOrigin crossOrigin)
{
    [Function(nameof(Unmatched))]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] HttpRequest request) =>
        door.EnterAsync(request, () => Task.FromResult(
            CrossOrigin.IsPreflight(request) ? crossOrigin.Preflight(request) : Answer(request)));

    private IResult Answer(HttpRequest request)
    {
        var allowed = routes.MethodsOf(request.Path);

        // A method that the path has comes here only where this process does not serve its function.
        if (allowed.Count == 0 || allowed.Contains(request.Method))
        {
            return Problem.Of(ErrorCodes.NotFound, $"There is nothing at {request.Path}; /api/v1/engines lists the engines.");
        }

        if (HttpMethods.IsOptions(request.Method))
        {
            WrongMethod.Allow(request, allowed);
            return Results.NoContent();
        }

        return WrongMethod.Of(request, allowed);
    }
}
