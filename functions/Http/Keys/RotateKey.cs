using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Access;
using TlEngine.Functions.Http.Door;

namespace TlEngine.Functions.Http.Keys;

/// <summary>Another secret for a key; the old one stays good for a while.</summary>
public sealed class RotateKey(HttpDoor door, KeyDoor keys)
{
    [Function(nameof(RotateKey))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/keys/{keyId}/rotate")] HttpRequest request, string keyId) =>
        door.EnterAsync(request, Scopes.KeysAdmin, caller => keys.RotateAsync(request, caller, keyId));
}
