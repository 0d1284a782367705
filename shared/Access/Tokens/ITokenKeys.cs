using Microsoft.IdentityModel.Tokens;

namespace TlEngine.Access.Tokens;

/// <summary>What tokens may be signed with.</summary>
internal interface ITokenKeys
{
    /// <summary>The values of <c>alg</c> that are accepted; every other one is refused before a key is looked for.</summary>
    IReadOnlyList<string> Algorithms { get; }

    /// <summary>The keys that may have made the signature.</summary>
    /// <param name="keyId">The token's <c>kid</c>; null where it has none.</param>
    /// <param name="algorithm">One of <see cref="Algorithms"/>.</param>
    /// <exception cref="Readiness.DependencyUnavailableException">It is not known which.</exception>
    Task<IReadOnlyList<SecurityKey>> FindAsync(string? keyId, string algorithm, CancellationToken cancellationToken);
}
