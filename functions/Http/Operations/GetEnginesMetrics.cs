using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Access;
using TlEngine.Engines;
using TlEngine.Executions;
using TlEngine.Functions.Http.Door;
using TlEngine.Statistics;

namespace TlEngine.Functions.Http.Operations;

/// <summary>What happened in a window of time: <c>?window=5m|1h|24h|7d&amp;engine_id=</c>.</summary>
public sealed class GetEnginesMetrics(HttpDoor door, EngineCatalogue catalogue, MetricsReader metrics)
{
    [Function(nameof(GetEnginesMetrics))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/engines/metrics")] HttpRequest request) =>
        door.EnterAsync(request, Scopes.EnginesRead, caller => ReadAsync(request, caller));

    private async Task<IResult> ReadAsync(HttpRequest request, Caller caller)
    {
        var query = request.Query;
        if (WindowOf(query["window"]) is not { } window)
        {
            return Problem.Of(WrongWindow(query["window"].ToString()));
        }

        var only = query["engine_id"] is [{ Length: > 0 } engineId] ? engineId : null;
        if (only is not null && EngineGate.Check(catalogue, caller, only) is { } refused)
        {
            return refused;
        }

        var report = await metrics.ReadAsync(
            window, id => caller.MayUse(id) && (only is null || id == only), request.HttpContext.RequestAborted);
        return new JsonBody(StatusCodes.Status200OK, writer => MetricsJson.Write(writer, report));
    }

    private static MetricsWindow? WindowOf(Microsoft.Extensions.Primitives.StringValues asked) => asked switch
    {
        [] => MetricsWindow.Default,
        [{ } name] => MetricsWindow.Find(name),
        _ => null,
    };

    private static Refusal WrongWindow(string asked) => new(
        ErrorCodes.Validation,
        "The query does not have the shape that is expected; errors names every fault.",
        [
            new InputError(
                "/query/window", $"is \"{asked}\"; it must be one of {string.Join(", ", MetricsWindow.All.Select(window => window.Name))}"),
        ]);
}
