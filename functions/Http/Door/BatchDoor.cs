using Microsoft.AspNetCore.Http;
using TlEngine.Access;
using TlEngine.Executions.Batches;

namespace TlEngine.Functions.Http.Door;

/// <summary>Many requests in, one verdict for each out.</summary>
public sealed class BatchDoor
{
    private readonly BatchService _batches;

    internal BatchDoor(BatchService batches) => _batches = batches;

    public async Task<IResult> ExecuteAsync(HttpRequest http, Caller caller)
    {
        var body = await BodyReader.ReadAsync(http);
        if (body.Refusal is not null)
        {
            return Problem.Of(body.Refusal);
        }

        var (call, unusable) = IdempotencyHeader.Read(http, caller, body.Body, Preferences.Of(http));
        var reading = BatchReader.Read(body.Body);
        if ((unusable ?? reading.Refusal) is { } refusal)
        {
            return Problem.Of(refusal);
        }

        var batch = _batches.Judge(caller, reading.Items);
        var answer = BatchJson.Answer(batch.Verdicts);
        return await _batches.CommitAsync(batch, call, answer) is { } repeat
            ? await RepeatedAnswer.OfAsync(repeat, http.HttpContext.Response)
            : new StoredResult(answer);
    }
}
