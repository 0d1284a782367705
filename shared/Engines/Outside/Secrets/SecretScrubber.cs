using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace TlEngine.Engines.Outside.Secrets;

/// <summary>
/// Keeps the secrets of one call out of what is recorded of it: each is replaced where it occurs, as it is, JSON-escaped, URL-encoded or
/// in Base64, alone or within something longer, such as the pair of Basic authentication.
/// </summary>
internal sealed class SecretScrubber
{
    public const string Mask = "[secret]";

    private static readonly byte[] MaskBytes = Encoding.UTF8.GetBytes(Mask);
    private readonly SortedSet<string> _forms = new(Comparer<string>.Create(LongestFirst));

    public void Add(string secret)
    {
        _forms.Add(JavaScriptEncoder.Default.Encode(secret));
        _forms.Add(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(secret));
        foreach (var text in (string[])[secret, Uri.EscapeDataString(secret), System.Net.WebUtility.UrlEncode(secret)])
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            _forms.Add(text);
            _forms.Add(Convert.ToBase64String(bytes).TrimEnd('='));
            foreach (var within in InBase64(bytes))
            {
                _forms.Add(within);
                _forms.Add(within.Replace('+', '-').Replace('/', '_'));
            }
        }
    }

    public string Scrub(string text) => _forms.Aggregate(text, (scrubbed, form) => scrubbed.Replace(form, Mask, StringComparison.Ordinal));

    public ReadOnlyMemory<byte> Scrub(ReadOnlyMemory<byte> bytes) =>
        _forms.Aggregate(bytes, (scrubbed, form) => Replace(scrubbed, Encoding.UTF8.GetBytes(form)));

    /// <summary>
    /// The digits that are the bytes' alone, for each place among the three bytes of a group that they may start at: those before and after
    /// depend on the neighbours too.
    /// </summary>
    private static IEnumerable<string> InBase64(byte[] bytes)
    {
        for (var before = 0; before < 3; before++)
        {
            var digits = Convert.ToBase64String([.. new byte[before], .. bytes]);
            yield return digits[(((before * 8) + 5) / 6)..((before + bytes.Length) * 8 / 6)];
        }
    }

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
