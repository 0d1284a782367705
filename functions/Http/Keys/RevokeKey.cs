using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Access;
using TlEngine.Functions.Http.Door;

namespace TlEngine.Functions.Http.Keys;

/// <summary>The end of a key, everywhere within 5 s.</summary>
public sealed class RevokeKey(HttpDoor door, KeyDoor keys)
{
    [Function(nameof(RevokeKey))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/keys/{keyId}")] HttpRequest request, string keyId) =>
        door.EnterAsync(request, Scopes.KeysAdmin, caller => keys.RevokeAsync(request, caller, keyId));
}
