using Microsoft.AspNetCore.Http;
using TlEngine.Settings;

namespace TlEngine.Functions.Http.Door;

/// <summary>
/// Which pages of other origins may call (CORS, in the Fetch standard): those of CORS_ALLOWED_ORIGINS, to the letter. Cookies play no part,
/// so credentials are never allowed.
/// </summary>
public sealed class CrossOrigin(ServiceSettings settings, RouteTable routes)
{
    private const string RequestHeaders =
        "Authorization, Content-Type, Idempotency-Key, Last-Event-ID, Prefer, X-API-Key, traceparent, tracestate";

    private const string ResponseHeaders =
        "Allow, Content-Disposition, Idempotent-Replayed, Location, Preference-Applied, RateLimit, RateLimit-Policy, Retry-After, "
        + "WWW-Authenticate, X-Cache, X-Execution-Id, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, traceresponse";

    /// <summary>Two hours: the most that the common browsers keep a preflight.</summary>
    private const string PreflightSeconds = "7200";

    private readonly HashSet<string> _origins = new(settings.CorsAllowedOrigins, StringComparer.Ordinal);

    /// <summary>A browser's question before the call itself; it needs no credential and counts nothing.</summary>
    public static bool IsPreflight(HttpRequest request) =>
        HttpMethods.IsOptions(request.Method)
        && request.Headers.Origin.Count > 0
        && request.Headers.AccessControlRequestMethod.Count > 0;

    /// <summary>Lets the page read the answer, whatever it will be. An answer differs by origin even where the caller names none.</summary>
    public void Apply(HttpRequest request)
    {
        if (_origins.Count == 0)
        {
            return;
        }

        var headers = request.HttpContext.Response.Headers;
        headers.Append("Vary", "Origin");
        if (AllowedOrigin(request) is { } origin)
        {
            headers.AccessControlAllowOrigin = origin;
            headers.AccessControlExposeHeaders = ResponseHeaders;
        }
    }

    /// <summary>204; with the methods of the path for an origin that is allowed, bare for every other.</summary>
    public IResult Preflight(HttpRequest request)
    {
        var headers = request.HttpContext.Response.Headers;
        headers.AccessControlExposeHeaders = default;
        if (AllowedOrigin(request) is not null)
        {
            headers.Append("Vary", "Access-Control-Request-Method, Access-Control-Request-Headers");
            headers.AccessControlAllowMethods = string.Join(", ", routes.MethodsOf(request.Path));
            headers.AccessControlAllowHeaders = RequestHeaders;
            headers.AccessControlMaxAge = PreflightSeconds;
        }

        return Results.NoContent();
    }

    private string? AllowedOrigin(HttpRequest request) =>
        request.Headers.Origin is [{ } origin] && _origins.TryGetValue(origin, out var allowed) ? allowed : null;
}
