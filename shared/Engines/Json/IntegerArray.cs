using System.Buffers.Text;
using System.Text.Json;
using TlEngine.Engines.Memory;

namespace TlEngine.Engines.Json;

/// <summary>Writes many integers at once, several times faster than one by one.</summary>
internal static class IntegerArray
{
    private const int LongestInteger = 11;

    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<int> values)
    {
        using var memory = new Pooled<byte>(2 + (values.Length * (LongestInteger + 1)));
        var text = memory.Span;
        var at = 0;
        text[at++] = (byte)'[';
        foreach (var value in values)
        {
            Utf8Formatter.TryFormat(value, text[at..], out var written);
            at += written;
            text[at++] = (byte)',';
        }

        at -= values.IsEmpty ? 0 : 1;
        text[at++] = (byte)']';
        writer.WriteRawValue(text[..at], skipInputValidation: true);
    }
}
