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
                ErrorCodes.NotFinished, $"The execution is {ExecutionStatusNames.Of(row.Status)}; ask again, or follow {ExecutionJson.PathOf(row.Id)}/events.");
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

        if (LinkTo(result, request) is { } link)
        {
            response.Headers.CacheControl = "no-store";
            response.Headers.Location = link.AbsoluteUri;
            return Results.StatusCode(StatusCodes.Status303SeeOther);
        }

        var json = await payloads.ReadAsync(result, request.HttpContext.RequestAborted);
        return new JsonBody(StatusCodes.Status200OK, writer => writer.WriteRawValue(json.Span, skipInputValidation: true));
    }

    private Uri? LinkTo(Payload result, HttpRequest request)
    {
        if (result.FileKey is not { } key)
        {
            return null;
        }

        if (result.Encoding == PayloadEncoding.Plain)
        {
            return files.PresignGet(key, LinkLifetime);
        }

        var takesBrotli = request.Headers.AcceptEncoding.SelectMany(line => (line ?? "").Split(','))
            .Any(coding => coding.Split(';') is [var name, .. var weight]
                && name.Trim().Equals("br", StringComparison.OrdinalIgnoreCase)
                && !weight.Any(part => part.Replace(" ", "", StringComparison.Ordinal) is "q=0" or "q=0.0" or "q=0.00" or "q=0.000"));
        return takesBrotli ? files.PresignGet(key, LinkLifetime, "br") : null;
    }
}
