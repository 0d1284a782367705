using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Access;
using TlEngine.Functions.Http.Door;

namespace TlEngine.Functions.Http.Keys;

/// <summary>The keys that are not revoked, without any secret.</summary>
public sealed class ListKeys(HttpDoor door, KeyDoor keys)
{
    [Function(nameof(ListKeys))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/keys")] HttpRequest request) =>
        door.EnterAsync(request, Scopes.KeysAdmin, _ => keys.ListAsync(request));
}
