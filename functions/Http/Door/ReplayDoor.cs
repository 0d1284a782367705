using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using TlEngine.Access;
using TlEngine.Engines;
using TlEngine.Executions;
using TlEngine.Executions.Idempotency;
using TlEngine.Executions.Replays;
using TlEngine.Executions.Requests;

namespace TlEngine.Functions.Http.Door;

/// <summary>Replays of one and of many.</summary>
public sealed class ReplayDoor
{
    private const int MaxReplays = 1000;
    private const int UsualReplays = 100;

    private readonly ReplayService _replays;
    private readonly EngineCatalogue _catalogue;

    internal ReplayDoor(ReplayService replays, EngineCatalogue catalogue) => (_replays, _catalogue) = (replays, catalogue);

    public async Task<IResult> ReplayAsync(HttpRequest request, Caller caller, string executionId)
    {
        var (call, unusable) = IdempotencyHeader.Read(request, caller, default, Preferences.Of(request));
        if (unusable is not null)
        {
            return Problem.Of(unusable);
        }

        var outcome = ExecutionId.TryParse(executionId, out var id)
            ? await _replays.ReplayAsync(caller, id, call, AnswerOf, request.HttpContext.RequestAborted)
            : new ReplayOutcome.Unknown();
        var response = request.HttpContext.Response;
        switch (outcome)
        {
            case ReplayOutcome.Unknown:
                return ExecutionAccess.NotFound(executionId);
            case ReplayOutcome.Refused refused:
                return Problem.Of(refused.Refusal);
            case ReplayOutcome.Repeated repeated:
                if (repeated.Repeat is Repeat.Answered answered)
                {
                    response.Headers["X-Execution-Id"] = answered.Owner.ToString();
                }

                return await RepeatedAnswer.OfAsync(repeated.Repeat, response);
            case ReplayOutcome.Accepted accepted:
                response.Headers["X-Execution-Id"] = accepted.Row.Id.ToString();
                return new StoredResult(AnswerOf(accepted.Row));
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Body <c>{engine_id?, since?, until?, error_code?, limit?}</c>;
    /// answer <c>{items: [{execution_id, replay_of, …}]}</c>.</summary>
    public async Task<IResult> ReplayFailedAsync(HttpRequest request, Caller caller)
    {
        var body = await BodyReader.ReadAsync(request);
        if (body.Refusal is not null)
        {
            return Problem.Of(body.Refusal);
        }

        var members = new MemberReader(body.Body, "engine_id", "since", "until", "error_code", "limit");
        var wanted = new BulkReplay(
            members.Text("engine_id"), members.Text("error_code"), members.Time("since"), members.Time("until"),
            members.Integer("limit", 1, MaxReplays) ?? UsualReplays);
        var (call, unusable) = IdempotencyHeader.Read(request, caller, body.Body, Preferences.Of(request));
        if ((unusable ?? members.Refusal ?? Refuse(caller, wanted.EngineId)) is { } refusal)
        {
            return Problem.Of(refusal);
        }

        return await _replays.ReplayFailedAsync(caller, wanted, call, AnswerOf, request.HttpContext.RequestAborted) switch
        {
            ReplayOutcome.Repeated repeated => await RepeatedAnswer.OfAsync(repeated.Repeat, request.HttpContext.Response),
            ReplayOutcome.AcceptedAll accepted => new StoredResult(AnswerOf(accepted.Rows)),
            _ => throw new UnreachableException(),
        };
    }

    private static StoredAnswer AnswerOf(Execution row) => new(
        StatusCodes.Status202Accepted, JsonBody.Encode(writer => ExecutionJson.WriteReplay(writer, row)), ExecutionJson.PathOf(row.Id));

    private static StoredAnswer AnswerOf(IReadOnlyList<Execution> rows) => new(
        StatusCodes.Status202Accepted,
        JsonBody.Encode(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items");
            foreach (var row in rows)
            {
                ExecutionJson.WriteReplay(writer, row);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }));

    private Refusal? Refuse(Caller caller, string? engineId) => engineId switch
    {
        null => null,
        _ when _catalogue.Find(engineId) is null => new Refusal(
            ErrorCodes.EngineNotFound, $"There is no engine \"{engineId}\"; GET /api/v1/engines lists them."),
        _ when !caller.MayUse(engineId) => new Refusal(
            ErrorCodes.Forbidden, $"This key may not use {engineId}; it is limited to {string.Join(", ", caller.Engines)}."),
        _ => null,
    };
}
