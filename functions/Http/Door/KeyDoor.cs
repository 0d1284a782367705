using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using TlEngine.Access;
using TlEngine.Access.Keys;
using TlEngine.Executions;
using TlEngine.Settings;

namespace TlEngine.Functions.Http.Door;

/// <summary>What the functions about keys share: body or query in, the service, the answer out.</summary>
public sealed class KeyDoor
{
    private const string List = "keys";

    private readonly KeyService _keys;
    private readonly TimeProvider _time;
    private readonly int _defaultLimit;

    internal KeyDoor(KeyService keys, ServiceSettings settings, TimeProvider time) =>
        (_keys, _defaultLimit, _time) = (keys, settings.RateLimitPerHour, time);

    public async Task<IResult> CreateAsync(HttpRequest http, Caller caller)
    {
        var body = await BodyReader.ReadAsync(http);
        if (body.Refusal is not null)
        {
            return Problem.Of(body.Refusal);
        }

        var (request, refusal) = KeyRequestReader.ReadKey(body.Body, _time.GetUtcNow());
        return request is null
            ? Problem.Of(refusal!)
            : Answer(http, StatusCodes.Status201Created, await _keys.CreateAsync(caller, request, http.HttpContext.RequestAborted));
    }

    public async Task<IResult> RotateAsync(HttpRequest http, Caller caller, string keyId)
    {
        var body = await BodyReader.ReadAsync(http);
        if (body.Refusal is not null)
        {
            return Problem.Of(body.Refusal);
        }

        var (grace, refusal) = KeyRequestReader.ReadRotation(body.Body);
        return refusal is null
            ? Answer(http, StatusCodes.Status200OK, await _keys.RotateAsync(caller, keyId, grace, http.HttpContext.RequestAborted))
            : Problem.Of(refusal);
    }

    public async Task<IResult> RevokeAsync(HttpRequest http, Caller caller, string keyId) =>
        Answer(http, StatusCodes.Status204NoContent, await _keys.RevokeAsync(caller, keyId, http.HttpContext.RequestAborted));

    public async Task<IResult> ListAsync(HttpRequest http)
    {
        var query = new QueryReader(http, "limit", "cursor");
        var limit = query.Limit();
        var after = query.Cursor("cursor", List);
        if (query.Refusal is { } refusal)
        {
            return Problem.Of(refusal);
        }

        var keys = await _keys.ListAsync(after, limit + 1, http.HttpContext.RequestAborted);
        return Page.Of(keys, limit, (writer, key) => KeyJson.Write(writer, key, _defaultLimit), key => key.Place, List);
    }

    private IResult Answer(HttpRequest http, int status, KeyOutcome outcome)
    {
        // A secret that is shown once must not stay in a cache on its way.
        http.HttpContext.Response.Headers.CacheControl = "no-store";
        return outcome switch
        {
            KeyOutcome.Issued issued => new JsonBody(status, writer => KeyJson.WriteIssued(writer, issued, _defaultLimit)),
            KeyOutcome.Revoked => Results.StatusCode(status),
            KeyOutcome.Refused refused => Problem.Of(refused.Refusal),
            _ => throw new UnreachableException(),
        };
    }
}
