using Microsoft.AspNetCore.Http;
using TlEngine.Access;
using TlEngine.Access.Keys;
using TlEngine.Access.Tokens;

namespace TlEngine.Functions.Http.Door;

/// <summary>
/// Finds out who calls: <c>X-API-Key</c>, or <c>Authorization: Bearer</c>. Both at once are refused, since it would be a guess who is
/// meant; Authorization of another scheme beside a key is a gateway's and left alone.
/// </summary>
public sealed class CredentialReader
{
    public const string KeyHeader = "X-API-Key";
    private const string Bearer = "Bearer ";

    private readonly KeyDirectory _keys;
    private readonly TokenVerifier? _tokens;

    /// <param name="tokens">Null: bearer tokens are off.</param>
    internal CredentialReader(KeyDirectory keys, TokenVerifier? tokens) => (_keys, _tokens) = (keys, tokens);

    public bool TakesTokens => _tokens is not null;

    public Task<Authentication> ReadAsync(HttpRequest request)
    {
        var keys = request.Headers[KeyHeader];
        var authorization = request.Headers.Authorization;
        var token = authorization is [{ } value] && value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? value[Bearer.Length..].Trim()
            : null;
        return (keys, token) switch
        {
            ({ Count: > 0 }, not null) => Refuse($"{KeyHeader} and a bearer token came together; send one of them."),
            ({ Count: > 1 }, _) => Refuse($"{KeyHeader} came more than once; send one key."),
            ([{ Length: > 0 } key], _) => _keys.FindAsync(key, request.HttpContext.RequestAborted),
            (_, not null) when _tokens is not null => _tokens.VerifyAsync(token, request.HttpContext.RequestAborted),
            (_, not null) => Refuse($"Bearer tokens are not accepted here; send a key as {KeyHeader}."),
            _ when authorization.Count > 0 => Refuse($"Authorization must be one Bearer token{Else}"),
            _ when TakesTokens => Refuse($"A credential is needed: send a key as {KeyHeader}, or a token as Authorization: Bearer."),
            _ => Refuse($"A credential is needed: send a key as {KeyHeader}."),
        };
    }

    private string Else => TakesTokens ? $", or send a key as {KeyHeader}." : $", and none is accepted here; send a key as {KeyHeader}.";

    private static Task<Authentication> Refuse(string detail) => Task.FromResult<Authentication>(new Authentication.Refused(detail));
}
