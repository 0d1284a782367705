using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using TlEngine.Access;
using TlEngine.Engines;
using TlEngine.Executions;
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
        var outcome = ExecutionId.TryParse(executionId, out var id)
            ? await _replays.ReplayAsync(caller, id, request.HttpContext.RequestAborted)
            : new ReplayOutcome.Unknown();
        switch (outcome)
        {
            case ReplayOutcome.Unknown:
                return ExecutionAccess.NotFound(executionId);
            case ReplayOutcome.Refused refused:
                return Problem.Of(refused.Refusal);
            case ReplayOutcome.Accepted accepted:
                var headers = request.HttpContext.Response.Headers;
                headers["X-Execution-Id"] = accepted.Row.Id.ToString();
                headers.Location = ExecutionJson.PathOf(accepted.Row.Id);
                headers.RetryAfter = "1";
                return new JsonBody(StatusCodes.Status202Accepted, writer => ExecutionJson.WriteReplay(writer, accepted.Row));
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
            members.Integer("limit", UsualReplays, 1, MaxReplays));
        if ((members.Refusal ?? Refuse(caller, wanted.EngineId)) is { } refusal)
        {
            return Problem.Of(refusal);
        }

        var rows = await _replays.ReplayFailedAsync(caller, wanted, request.HttpContext.RequestAborted);
        return new JsonBody(StatusCodes.Status202Accepted, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items");
            foreach (var row in rows)
            {
                ExecutionJson.WriteReplay(writer, row);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

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
