using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Access;
using TlEngine.Executions.Listing;
using TlEngine.Functions.Http.Door;
using TlEngine.Messaging;
using TlEngine.Storage;

namespace TlEngine.Functions.Http.Operations;

/// <summary>What was given up, newest first; the broker's own dead queue may have dropped it.</summary>
public sealed class ListDeadLetters(HttpDoor door, IDeadLetterStore letters)
{
    private const string Name = "dead-letters";

    [Function(nameof(ListDeadLetters))]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/dead-letters")] HttpRequest request) =>
        door.EnterAsync(request, Scopes.OpsRead, _ => ListAsync(request));

    private async Task<IResult> ListAsync(HttpRequest request)
    {
        var query = new QueryReader(request, "queue", "code", "since", "until", "limit", "cursor");
        var filter = new DeadLetterFilter(query.Text("queue"), query.Text("code"), query.Time("since"), query.Time("until"));
        var after = query.Cursor("cursor", Name);
        var limit = query.Limit();
        if (query.Refusal is { } refusal)
        {
            return Problem.Of(refusal);
        }

        var rows = await letters.ListAsync(filter, after, limit + 1, request.HttpContext.RequestAborted);
        return Page.Of(rows, limit, DeadLetterJson.Write, letter => new PageKey(letter.CreatedAt, letter.Id), Name);
    }
}
