using Microsoft.AspNetCore.Http;
using TlEngine.Access;
using TlEngine.Executions.Requests;
using TlEngine.Messaging;

namespace TlEngine.Functions.Http.Door;

/// <summary>Body <c>{ids?, queue?, code?, since?, until?, limit?}</c>; answer <c>{items: [{dead_letter_id, status, …}]}</c>.</summary>
public sealed class DeadLetterDoor
{
    private const int MaxReplays = 1000;
    private const int UsualReplays = 100;

    private readonly DeadLetterReplays _replays;

    internal DeadLetterDoor(DeadLetterReplays replays) => _replays = replays;

    public async Task<IResult> ReplayAsync(HttpRequest request, Caller caller)
    {
        var body = await BodyReader.ReadAsync(request);
        if (body.Refusal is not null)
        {
            return Problem.Of(body.Refusal);
        }

        var members = new MemberReader(body.Body, "ids", "queue", "code", "since", "until", "limit");
        var ids = members.Ids("ids", MaxReplays);
        var filter = new DeadLetterFilter(
            members.Text("queue"), members.Text("code"), members.Time("since"), members.Time("until"), ids);
        var limit = members.Integer("limit", 1, MaxReplays) ?? ids?.Count ?? UsualReplays;
        if (members.Refusal is { } refusal)
        {
            return Problem.Of(refusal);
        }

        var replayed = await _replays.RunAsync(caller, filter, limit, request.HttpContext.RequestAborted);
        return new JsonBody(StatusCodes.Status202Accepted, writer => DeadLetterJson.Write(writer, replayed));
    }
}
