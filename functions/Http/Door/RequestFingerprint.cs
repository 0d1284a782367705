using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace TlEngine.Functions.Http.Door;

/// <summary>SHA-256 of method, path, query, preference and body: equal for a repeated request only.</summary>
internal static class RequestFingerprint
{
    public static ReadOnlyMemory<byte> Of(HttpRequest request, ReadOnlyMemory<byte> body, Preferences preferences)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string[] parts =
        [
            request.Method,
            request.Path.Value ?? "",
            request.QueryString.Value ?? "",
            string.Create(CultureInfo.InvariantCulture, $"{preferences.RespondAsync} {preferences.Wait?.TotalSeconds}"),
        ];
        foreach (var part in parts)
        {
            // Each with its length: no two requests run together into the same bytes.
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{part.Length}:{part}")));
        }

        hash.AppendData(body.Span);
        return hash.GetHashAndReset();
    }
}
