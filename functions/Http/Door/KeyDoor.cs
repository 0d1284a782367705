using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using TlEngine.Access;
using TlEngine.Access.Keys;
using TlEngine.Executions;
using TlEngine.Settings;

namespace TlEngine.Functions.Http.Door;

/// <summary>What the functions about keys share: body or query in, the service, the answer out.</summary>
public sealed class KeyDoor
{
    private const int DefaultPage = 50;
    private const int LargestPage = 500;

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
        return grace is { } lasting
            ? Answer(http, StatusCodes.Status200OK, await _keys.RotateAsync(caller, keyId, lasting, http.HttpContext.RequestAborted))
            : Problem.Of(refusal!);
    }

    public async Task<IResult> RevokeAsync(HttpRequest http, Caller caller, string keyId) =>
        Answer(http, StatusCodes.Status204NoContent, await _keys.RevokeAsync(caller, keyId, http.HttpContext.RequestAborted));

    public async Task<IResult> ListAsync(HttpRequest http)
    {
        List<InputError> errors = [];
        var limit = ReadLimit(http.Query["limit"], errors);
        var cursor = ReadCursor(http.Query["cursor"], errors);
        if (errors.Count > 0)
        {
            return Problem.Of(new Refusal(ErrorCodes.Validation, "The query has faults; errors names every one.", errors));
        }

        var page = await _keys.ListAsync(cursor, limit, http.HttpContext.RequestAborted);
        return new JsonBody(StatusCodes.Status200OK, writer => KeyJson.WritePage(writer, page, _defaultLimit));
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

    private static int ReadLimit(string? text, List<InputError> errors)
    {
        if (string.IsNullOrEmpty(text))
        {
            return DefaultPage;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= LargestPage)
        {
            return limit;
        }

        errors.Add(new InputError("/query/limit", $"is \"{text}\"; expected an integer from 1 to {LargestPage}"));
        return DefaultPage;
    }

    private static KeyCursor? ReadCursor(string? text, List<InputError> errors)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (KeyCursor.TryParse(text, out var cursor))
        {
            return cursor;
        }

        errors.Add(new InputError("/query/cursor", "is none; expected the next_cursor of a page before, unchanged"));
        return null;
    }
}
