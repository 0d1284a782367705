using Microsoft.AspNetCore.Http;
using TlEngine.Executions;
using TlEngine.Files;

namespace TlEngine.Functions.Http.Door;

/// <summary>An execution's result as an answer of its own.</summary>
public sealed class ResultDoor(IFileStore files, PayloadReader payloads)
{
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromMinutes(15);

    /// <summary>The result, a link to it, or a problem that says why there is none.</summary>
    public async Task<IResult> AnswerAsync(Execution row, HttpRequest request)
    {
        var response = request.HttpContext.Response;
        if (!ExecutionTransitions.IsFinal(row.Status))
        {
            response.Headers.RetryAfter = "1";
            return Problem.Of(
                ErrorCodes.NotFinished,
                $"The execution is {ExecutionStatusNames.Of(row.Status)}; ask again, or follow {ExecutionJson.PathOf(row.Id)}/events.");
        }

        if (row.Status == ExecutionStatus.Failed && row.Error is { } error)
        {
            return Problem.Of(new Refusal(error.Code, error.Message, error.Errors));
        }

        if (row.Result is not { } result)
        {
            return Problem.Of(
                ErrorCodes.NotFound, $"The execution is {ExecutionStatusNames.Of(row.Status)}: it has no result, and will have none.");
        }

        // A browser reads gzip by itself, so the link may be followed; nothing else is promised to be readable there.
        if (result is { FileKey: { } key, Encoding: PayloadEncoding.Plain or PayloadEncoding.Gzip }
            && files.PresignGet(key, LinkLifetime) is { } link)
        {
            response.Headers.CacheControl = "no-store";
            response.Headers.Location = link.AbsoluteUri;
            return Results.StatusCode(StatusCodes.Status303SeeOther);
        }

        var json = await payloads.ReadAsync(result, request.HttpContext.RequestAborted);
        return new JsonBody(StatusCodes.Status200OK, writer => writer.WriteRawValue(json.Span, skipInputValidation: true));
    }
}
