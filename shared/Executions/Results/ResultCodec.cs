using System.Buffers.Binary;

namespace TlEngine.Executions.Results;

/// <summary>A result as the cache keeps it: one byte of encoding, four of plain length (little-endian), then the bytes as stored.</summary>
internal static class ResultCodec
{
    private const int Head = 5;

    public static byte[] Encode(Payload result)
    {
        var bytes = result.Bytes ?? throw new InvalidOperationException("A result in a file is not kept in the cache.");
        var value = new byte[Head + bytes.Length];
        value[0] = (byte)result.Encoding;
        BinaryPrimitives.WriteInt32LittleEndian(value.AsSpan(1), result.Length);
        bytes.CopyTo(value.AsMemory(Head));
        return value;
    }

    public static Payload Decode(ReadOnlyMemory<byte> value) => new(
        value[Head..], null, (PayloadEncoding)value.Span[0], BinaryPrimitives.ReadInt32LittleEndian(value.Span[1..]));
}
