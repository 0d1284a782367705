using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Access;
using TlEngine.Functions.Http.Door;

namespace TlEngine.Functions.Http.Operations;

/// <summary>Gives dead letters another chance, oldest first, each once.</summary>
public sealed class ReplayDeadLetters(HttpDoor door, DeadLetterDoor letters)
{
    [Function(nameof(ReplayDeadLetters))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/dead-letters/replay")] HttpRequest request) =>
        door.EnterAsync(request, Scopes.OpsWrite, caller => letters.ReplayAsync(request, caller));
}
