using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TlEngine.Engines.Pipelines;

/// <summary>Makes the JSON that an engine reads of a step's input, with what its references find in their places.</summary>
internal static class InputBuilder
{
    /// <param name="find">What a reference finds; null where there is nothing.</param>
    /// <param name="without">A member to leave out.</param>
    /// <returns>The JSON, or the reference that finds nothing.</returns>
    public static (ReadOnlyMemory<byte> Json, Reference? Missing) Build(
        InputObject input, Func<Reference, ReadOnlyMemory<byte>?> find, string? without = null)
    {
        if (without is null && !input.References.Any())
        {
            return (input.Json, null);
        }

        var output = new ArrayBufferWriter<byte>(256);
        var separator = "{"u8;
        foreach (var member in input.Members.Where(member => member.Name != without))
        {
            output.Write(separator);
            separator = ","u8;
            output.Write("\""u8);
            output.Write(JsonEncodedText.Encode(member.Name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
            output.Write("\":"u8);
            if (Fill(member, find, output) is { } missing)
            {
                return (default, missing);
            }
        }

        output.Write(output.WrittenCount == 0 ? "{}"u8 : "}"u8);
        return (output.WrittenMemory, null);
    }

    private static Reference? Fill(InputMember member, Func<Reference, ReadOnlyMemory<byte>?> find, ArrayBufferWriter<byte> output)
    {
        var at = 0;
        foreach (var hole in member.Holes)
        {
            if (find(hole.Reference) is not { } found)
            {
                return hole.Reference;
            }

            output.Write(member.Value.Span[at..hole.Start]);
            output.Write(found.Span);
            at = hole.End;
        }

        output.Write(member.Value.Span[at..]);
        return null;
    }
}
