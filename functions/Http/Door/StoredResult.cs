using System.Globalization;
using Microsoft.AspNetCore.Http;
using TlEngine.Executions.Idempotency;

namespace TlEngine.Functions.Http.Door;

/// <summary>An answer that is, or may be, stored: the first one and each repetition are the same bytes.</summary>
public sealed class StoredResult(StoredAnswer answer) : IResult
{
    /// <summary>For how many seconds a caller should wait before it asks again.</summary>
    public const int AskAgainAfter = 1;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = answer.Status;
        response.ContentType = "application/json";
        response.ContentLength = answer.Body.Length;
        if (answer.Location is { } location)
        {
            response.Headers.Location = location;
            if (answer.Status == StatusCodes.Status202Accepted)
            {
                response.Headers.RetryAfter = AskAgainAfter.ToString(CultureInfo.InvariantCulture);
            }
        }

        await response.Body.WriteAsync(answer.Body, httpContext.RequestAborted);
    }
}
