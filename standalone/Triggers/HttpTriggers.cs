using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Standalone.Functions;

namespace TlEngine.Standalone.Triggers;

/// <summary>One route for each HTTP function.</summary>
internal static class HttpTriggers
{
    public static void Map(IEndpointRouteBuilder routes, FunctionIndex functions, HostJson hostJson)
    {
        foreach (var (function, trigger) in functions.TriggeredBy<HttpTriggerAttribute>())
        {
            var route = $"{hostJson.RoutePrefix}/{trigger.Route ?? function.Name}".Trim('/');
            RequestDelegate handler = context => HandleAsync(function, context);
            _ = trigger.Methods is { Length: > 0 } methods
                ? routes.MapMethods(route, methods.Select(method => method.ToUpperInvariant()), handler)
                : routes.Map(route, handler);
        }
    }

    private static async Task HandleAsync(FunctionEntry function, HttpContext context)
    {
        var call = function.InvokeAsync(parameter => parameter.ParameterType switch
        {
            var type when type == typeof(HttpRequest) => context.Request,
            var type when type == typeof(CancellationToken) => context.RequestAborted,
            var type when type == typeof(string) => context.Request.RouteValues[parameter.Name!] as string,
            var type when type == typeof(FunctionContext) =>
                new StandaloneContext(function.Name, context.RequestServices, new Dictionary<string, object?>(), context.RequestAborted),
            var type => throw new NotSupportedException($"{function.Name} has a parameter of type {type}, which this host cannot bind."),
        });
        await call;
        if (call is Task<IResult> answer && !context.RequestAborted.IsCancellationRequested)
        {
            await (await answer).ExecuteAsync(context);
        }
    }
}
