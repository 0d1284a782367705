using Microsoft.IdentityModel.Tokens;

namespace TlEngine.Access.Tokens;

/// <summary>The keys of an issuer that tokens may be verified with: RSA of 2,048 bits or more, the curves of ES256, ES384, ES512.</summary>
internal sealed class KeySet
{
    private const int MinRsaBits = 2048;

    private readonly List<JsonWebKey> _keys;

    private KeySet(List<JsonWebKey> keys) => _keys = keys;

    /// <summary>For RSA the key does not say which of them; a curve is good for one only.</summary>
    public static IReadOnlyList<string> Algorithms { get; } =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>Keys for other purposes, of other kinds or too small are left out.</summary>
    /// <returns>Null when the text is no key set, or none of its keys is usable.</returns>
    public static KeySet? Parse(string json)
    {
        try
        {
            var keys = JsonWebKeySet.Create(json).Keys.Where(IsUsable).ToList();
            return keys.Count == 0 ? null : new KeySet(keys);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            // What the library throws for a text that is not JSON or not a key set, and for a modulus that is not Base64Url.
            return null;
        }
    }

    /// <summary>The keys of that id; without an id the only key there is.</summary>
    public IReadOnlyList<SecurityKey> Find(string? keyId, string algorithm) =>
        keyId is null && _keys.Count > 1
            ? []
            : [.. _keys.Where(key => (keyId is null || key.Kid == keyId) && Fits(key, algorithm))];

    private static bool IsUsable(JsonWebKey key) =>
        key.Use is null or "" or JsonWebKeyUseNames.Sig
        && (key.KeyOps.Count == 0 || key.KeyOps.Contains("verify"))
        && Algorithms.Any(algorithm => Fits(key, algorithm));

    private static bool Fits(JsonWebKey key, string algorithm) =>
        (string.IsNullOrEmpty(key.Alg) || key.Alg == algorithm)
        && key.Kty switch
        {
            JsonWebAlgorithmsKeyTypes.RSA =>
                algorithm[0] is 'R' or 'P' && !string.IsNullOrEmpty(key.N) && !string.IsNullOrEmpty(key.E) && key.KeySize >= MinRsaBits,
            JsonWebAlgorithmsKeyTypes.EllipticCurve => (algorithm, key.Crv) is
                (SecurityAlgorithms.EcdsaSha256, JsonWebKeyECTypes.P256)
                or (SecurityAlgorithms.EcdsaSha384, JsonWebKeyECTypes.P384)
                or (SecurityAlgorithms.EcdsaSha512, JsonWebKeyECTypes.P521),
            _ => false,
        };
}
