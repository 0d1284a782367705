using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using TlEngine.Access;
using TlEngine.Executions;
using TlEngine.Executions.Idempotency;
using TlEngine.Executions.Requests;

namespace TlEngine.Functions.Http.Door;

/// <summary>What both execute routes share: body in, submission, answer out.</summary>
public sealed class ExecuteDoor
{
    private readonly ExecutionService _executions;
    private readonly PayloadReader _payloads;

    internal ExecuteDoor(ExecutionService executions, PayloadReader payloads)
    {
        _executions = executions;
        _payloads = payloads;
    }

    /// <param name="engineId">From the path; null when the body names it.</param>
    public async Task<IResult> ExecuteAsync(HttpRequest http, Caller caller, string? engineId)
    {
        var body = await BodyReader.ReadAsync(http);
        if (body.Refusal is not null)
        {
            return Problem.Of(body.Refusal);
        }

        var preferences = Preferences.Of(http);
        var (call, unusable) = IdempotencyHeader.Read(http, caller, body.Body, preferences);
        if (unusable is not null)
        {
            return Problem.Of(unusable);
        }

        return ExecutionRequestReader.Read(body.Body, engineId) switch
        {
            RequestReading.Bad bad => Problem.Of(_executions.Refuse(bad, caller)),
            RequestReading.Good good => await SubmitAsync(http, caller, good.Request, preferences, call),
            _ => throw new UnreachableException(),
        };
    }

    private async Task<IResult> SubmitAsync(
        HttpRequest http, Caller caller, ExecutionRequest request, Preferences preferences, IdempotentCall? call)
    {
        // A call that may take longer than anybody can wait is not waited for at all.
        var waits = preferences.Wait is not null
            && request.Options.Timeout is not { TotalSeconds: > ExecutionOptionsReader.MaxSyncTimeoutSeconds };
        var submission = new Submission(caller, request, preferences.RespondAsync && !waits, preferences.Wait)
        {
            Key = call is null ? null : new SubmissionKey(call, AcceptedAnswer),
        };
        return await _executions.SubmitAsync(submission, http.HttpContext.RequestAborted) switch
        {
            SubmissionOutcome.Refused refused => Problem.Of(refused.Refusal),
            SubmissionOutcome.Repeated repeated => await RepeatedAsync(http.HttpContext, repeated.Repeat, preferences),
            SubmissionOutcome.Accepted accepted => Accepted(http.HttpContext.Response, accepted, preferences),
            SubmissionOutcome.Ended ended => await EndedAsync(http.HttpContext, ended.Row, preferences),
            _ => throw new UnreachableException(),
        };
    }

    private static StoredResult Accepted(HttpResponse response, SubmissionOutcome.Accepted accepted, Preferences preferences)
    {
        WriteHeaders(
            response.Headers, accepted.Id, preferences.Applied(answeredLater: true, waited: accepted.Status != ExecutionStatus.Queued));
        return new StoredResult(AcceptedAnswer(accepted));
    }

    private static StoredAnswer AcceptedAnswer(SubmissionOutcome.Accepted accepted) => new(
        StatusCodes.Status202Accepted,
        JsonBody.Encode(writer => ExecutionJson.WriteAccepted(writer, accepted.Id, accepted.EngineId, accepted.Status)),
        ExecutionJson.PathOf(accepted.Id));

    private Task<IResult> RepeatedAsync(HttpContext http, Repeat repeat, Preferences preferences)
    {
        if (repeat is Repeat.Answered answered)
        {
            WriteHeaders(http.Response.Headers, answered.Owner, preferences.Applied(answeredLater: true, waited: false));
        }

        return RepeatedAnswer.OfAsync(repeat, http.Response, row => EndedAsync(http, row, preferences));
    }

    private async Task<IResult> EndedAsync(HttpContext http, Execution row, Preferences preferences)
    {
        WriteHeaders(http.Response.Headers, row.Id, preferences.Applied(answeredLater: false));
        http.Response.Headers["X-Cache"] = row.Cached ? "HIT" : "MISS";
        if (row.Error is { } error && row.Status == ExecutionStatus.Failed)
        {
            return Problem.Of(new Refusal(error.Code, error.Message, error.Errors), row.TraceParent);
        }

        if (row.Result is null)
        {
            return new JsonBody(StatusCodes.Status200OK, writer => ExecutionJson.Write(writer, row, null));
        }

        var result = await _payloads.ReadAsync(row.Result, http.RequestAborted);
        return new JsonBody(StatusCodes.Status200OK, writer => ExecutionJson.WriteAnswer(writer, row, result));
    }

    private static void WriteHeaders(IHeaderDictionary headers, ExecutionId id, string? applied)
    {
        headers["X-Execution-Id"] = id.ToString();
        if (applied is not null)
        {
            headers["Preference-Applied"] = applied;
        }
    }
}
