using Microsoft.AspNetCore.Http;
using TlEngine.Access;

namespace TlEngine.Functions.Http.Door;

/// <summary>WWW-Authenticate: which credentials are taken (RFC 9110), and what is wrong with a token (RFC 6750, section 3).</summary>
internal static class Challenge
{
    private const string Key = $"ApiKey realm=\"tl-engine\", header=\"{CredentialReader.KeyHeader}\"";
    private const string Bearer = "Bearer realm=\"tl-engine\"";

    public static void Write(IHeaderDictionary headers, Authentication.Refused refused, bool takesTokens) =>
        headers.WWWAuthenticate = refused.ByToken
            ? new([$"{Bearer}, error=\"invalid_token\", error_description=\"{Plain(refused.Detail)}\"", Key])
            : takesTokens ? new([Key, Bearer])
            : new(Key);

    /// <summary>For a token without the scope.</summary>
    public static void WriteScope(IHeaderDictionary headers, string scope) =>
        headers.WWWAuthenticate = $"{Bearer}, error=\"insufficient_scope\", scope=\"{scope}\"";

    /// <summary>The characters that a description may have: ASCII without quotation mark and backslash.</summary>
    private static string Plain(string detail) =>
        string.Create(detail.Length, detail, (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                target[i] = source[i] switch
                {
                    '"' or '\\' => '\'',
                    < ' ' or > '~' => '?',
                    var plain => plain,
                };
            }
        });
}
