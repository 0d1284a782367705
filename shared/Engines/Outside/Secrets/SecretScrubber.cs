using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace TlEngine.Engines.Outside.Secrets;

/// <summary>
/// Keeps the secrets of one call out of what is recorded of it: each is replaced where it occurs, as it is, JSON-escaped, URL-encoded or
/// in Base64.
/// </summary>
internal sealed class SecretScrubber
{
    public const string Mask = "[secret]";

    private static readonly byte[] MaskBytes = Encoding.UTF8.GetBytes(Mask);
    private readonly SortedSet<string> _forms = new(Comparer<string>.Create(LongestFirst));

    public void Add(string secret)
    {
        _forms.Add(secret);
        _forms.Add(JavaScriptEncoder.Default.Encode(secret));
        _forms.Add(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(secret));
        _forms.Add(Uri.EscapeDataString(secret));
        _forms.Add(System.Net.WebUtility.UrlEncode(secret));
        _forms.Add(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).TrimEnd('='));
    }

    public string Scrub(string text) => _forms.Aggregate(text, (scrubbed, form) => scrubbed.Replace(form, Mask, StringComparison.Ordinal));

    public ReadOnlyMemory<byte> Scrub(ReadOnlyMemory<byte> bytes) =>
        _forms.Aggregate(bytes, (scrubbed, form) => Replace(scrubbed, Encoding.UTF8.GetBytes(form)));

    private static ReadOnlyMemory<byte> Replace(ReadOnlyMemory<byte> bytes, byte[] form)
    {
        if (bytes.Span.IndexOf(form) < 0)
        {
            return bytes;
        }

        var output = new ArrayBufferWriter<byte>(bytes.Length);
        var rest = bytes.Span;
        for (var at = rest.IndexOf(form); at >= 0; at = rest.IndexOf(form))
        {
            output.Write(rest[..at]);
            output.Write(MaskBytes);
            rest = rest[(at + form.Length)..];
        }

        output.Write(rest);
        return output.WrittenMemory;
    }

    /// <summary>A form that contains another one is replaced first.</summary>
    private static int LongestFirst(string one, string other) =>
        one.Length != other.Length ? other.Length.CompareTo(one.Length) : string.CompareOrdinal(one, other);
}
