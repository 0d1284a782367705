using System.Buffers.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace TlEngine.Access.Tokens;

/// <summary>The two claims that say who and what, of a token that is verified.</summary>
/// <param name="Subject">Null where it is missing or no string.</param>
/// <param name="Scopes">Empty where <c>scope</c> is missing or no string.</param>
internal sealed record TokenClaims(string? Subject, IReadOnlyList<string> Scopes)
{
    public static TokenClaims Of(JsonWebToken token)
    {
        using var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(token.EncodedPayload));
        return new TokenClaims(
            Text(payload.RootElement, "sub"),
            Text(payload.RootElement, "scope")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? []);
    }

    private static string? Text(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
