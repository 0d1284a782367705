using Microsoft.IdentityModel.JsonWebTokens;

namespace TlEngine.Access.Tokens;

/// <summary>What a token's header may not say, whoever signed it.</summary>
internal static class TokenHeader
{
    /// <summary>A token that brings or names its own key would vouch for itself; of <c>crit</c> no extension is known here.</summary>
    private static readonly string[] Refused = ["jwk", "jku", "x5c", "x5u", "crit", "zip"];

    /// <returns>What is wrong; null when nothing is.</returns>
    public static string? Fault(JsonWebToken token, IReadOnlyList<string> algorithms)
    {
        if (token.IsEncrypted)
        {
            return "The token is encrypted; send a signed one.";
        }

        if (Refused.FirstOrDefault(name => token.TryGetHeaderValue<object>(name, out _)) is { } refused)
        {
            return $"The token's header has \"{refused}\", which is refused.";
        }

        return algorithms.Contains(token.Alg)
            ? null
            : $"The token's algorithm is not accepted; accepted are {string.Join(", ", algorithms)}.";
    }
}
