using System.Globalization;
using Microsoft.AspNetCore.Http;
using TlEngine.Access.Limits;

namespace TlEngine.Functions.Http.Door;

/// <summary>The limit in both styles: X-RateLimit-* and draft-ietf-httpapi-ratelimit-headers.</summary>
internal static class RateHeaders
{
    public static void Write(IHeaderDictionary headers, RateVerdict verdict)
    {
        var after = (long)Math.Ceiling(verdict.ResetAfter.TotalSeconds);
        headers["X-RateLimit-Limit"] = Text(verdict.Limit);
        headers["X-RateLimit-Remaining"] = Text(verdict.Remaining);
        headers["X-RateLimit-Reset"] = Text(verdict.ResetAt.ToUnixTimeSeconds());
        headers["RateLimit-Policy"] = $"\"default\";q={Text(verdict.Limit)};w={Text((long)RateLimiter.Window.TotalSeconds)}";
        headers["RateLimit"] = $"\"default\";r={Text(verdict.Remaining)};t={Text(after)}";
        if (!verdict.Allowed)
        {
            headers.RetryAfter = Text(Math.Max(1, after));
        }
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
