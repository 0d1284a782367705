using System.Buffers;
using System.IO.Compression;

namespace TlEngine.Executions;

/// <summary>Turns JSON into what is stored, and back.</summary>
internal static class PayloadCodec
{
    /// <summary>Below this a compressed row saves nothing.</summary>
    private const int CompressFrom = 1024;

    private const int Quality = 1;
    private const int Window = 20;

    public static Payload Encode(ReadOnlyMemory<byte> json)
    {
        if (json.Length < CompressFrom)
        {
            return new Payload(json, null, PayloadEncoding.Plain, json.Length);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(json.Length));
        try
        {
            return BrotliEncoder.TryCompress(json.Span, buffer, out var written, Quality, Window) && written < json.Length
                ? new Payload(buffer.AsSpan(0, written).ToArray(), null, PayloadEncoding.Brotli, json.Length)
                : new Payload(json, null, PayloadEncoding.Plain, json.Length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The JSON of a payload whose bytes are at hand.</summary>
    public static ReadOnlyMemory<byte> Decode(Payload payload)
    {
        var bytes = payload.Bytes ?? throw new InvalidOperationException("The payload is kept in a file; read the file first.");
        if (payload.Encoding == PayloadEncoding.Plain)
        {
            return bytes;
        }

        var json = new byte[payload.Length];
        return BrotliDecoder.TryDecompress(bytes.Span, json, out var written) && written == json.Length
            ? json
            : throw new InvalidDataException(
                $"A stored payload of {bytes.Length} bytes does not decompress to its {payload.Length} bytes.");
    }
}
