using Microsoft.AspNetCore.Http;
using TlEngine.Executions;

namespace TlEngine.Functions.Http.Door;

/// <summary>405 with <c>Allow</c>: the path has other methods.</summary>
internal static class WrongMethod
{
    public static Problem Of(HttpRequest request, IReadOnlyList<string> allowed) => Problem.Of(
        ErrorCodes.MethodNotAllowed, $"{request.Method} is not allowed on {request.Path}; allowed: {Allow(request, allowed)}.");

    /// <returns>The header's value.</returns>
    public static string Allow(HttpRequest request, IReadOnlyList<string> allowed)
    {
        var methods = string.Join(", ", allowed);
        request.HttpContext.Response.Headers.Allow = methods;
        return methods;
    }
}
