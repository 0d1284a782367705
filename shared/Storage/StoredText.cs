using System.Buffers;

namespace TlEngine.Storage;

/// <summary>
/// Text as both databases can hold it: NUL and surrogates without a partner, which PostgreSQL refuses, become U+FFFD. One such character
/// from a caller must not fail the whole group that its row is written with.
/// </summary>
internal static class StoredText
{
    private const char Replacement = '\uFFFD';
    private static readonly SearchValues<char> Suspects =
        SearchValues.Create([.. Enumerable.Range(0xD800, 0x800).Select(code => (char)code), '\0']);

    public static string Clean(string text) => text.AsSpan().ContainsAny(Suspects) ? Replace(text) : text;

    public static string? CleanOrNull(string? text) => text is null ? null : Clean(text);

    private static string Replace(string text) => string.Create(text.Length, text, static (target, source) =>
    {
        for (var i = 0; i < source.Length; i++)
        {
            if (i + 1 < source.Length && char.IsSurrogatePair(source[i], source[i + 1]))
            {
                target[i] = source[i];
                target[++i] = source[i];
            }
            else
            {
                target[i] = source[i] == '\0' || char.IsSurrogate(source[i]) ? Replacement : source[i];
            }
        }
    });
}
