using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Access;
using TlEngine.Functions.Http.Door;

namespace TlEngine.Functions.Http.Keys;

/// <summary>A new key; its secrets are in this answer and nowhere else.</summary>
public sealed class CreateKey(HttpDoor door, KeyDoor keys)
{
    [Function(nameof(CreateKey))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/keys")] HttpRequest request) =>
        door.EnterAsync(request, Scopes.KeysAdmin, caller => keys.CreateAsync(request, caller));
}
