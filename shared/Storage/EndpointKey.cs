using System.Security.Cryptography;
using System.Text;

namespace TlEngine.Storage;

/// <summary>A URL as part of a key: of one length, however long the URL.</summary>
internal static class EndpointKey
{
    public static byte[] Of(Uri url) => SHA256.HashData(Encoding.UTF8.GetBytes(url.AbsoluteUri));
}
