using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace TlEngine.Access.Keys;

/// <summary>
/// What is kept of a key's text <c>tle_{12 characters}_{256 random bits as Base64Url}</c>: the part before the second underscore, by which
/// it is found, and the SHA-256 of the whole, in which 256 random bits need no slow hash.
/// </summary>
public sealed partial record KeySecret(string Prefix, byte[] Hash)
{
    private const string PrefixCharacters = "abcdefghijklmnopqrstuvwxyz0123456789";
    private const int PrefixLength = 12;
    private const int SecretBytes = 32;

    /// <summary>A new text, which exists nowhere else, and what is kept of it.</summary>
    public static (string Text, KeySecret Secret) Create()
    {
        var prefix = $"tle_{RandomNumberGenerator.GetString(PrefixCharacters, PrefixLength)}";
        var text = $"{prefix}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}";
        return (text, new KeySecret(prefix, HashOf(text)));
    }

    /// <summary>The prefix of a text that may be a key; null for any other text, which no database needs to be asked about.</summary>
    public static string? PrefixOf(string text) => Shape().IsMatch(text) ? text[..("tle_".Length + PrefixLength)] : null;

    public static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    /// <summary>Takes the same time wherever the two differ.</summary>
    public bool Fits(ReadOnlySpan<byte> hash) => CryptographicOperations.FixedTimeEquals(Hash, hash);

    [GeneratedRegex(@"\Atle_[a-z0-9]{12}_[A-Za-z0-9_-]{43}\z")]
    private static partial Regex Shape();
}
