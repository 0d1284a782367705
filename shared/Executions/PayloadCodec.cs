using System.Buffers;
using System.IO.Compression;

namespace TlEngine.Executions;

/// <summary>Turns JSON into what is stored, and back.</summary>
internal static class PayloadCodec
{
    /// <summary>Below this a compressed row saves nothing.</summary>
    private const int CompressFrom = 1024;

    /// <summary>From here on compressing takes milliseconds, which another thread can spend.</summary>
    private const int LongFrom = 256 * 1024;

    private const int Quality = 1;

    // A third faster, a quarter larger: for what a caller waits for.
    private const int HastyQuality = 0;

    // At this quality a larger window finds no more, and its hash table leaves the processor's cache.
    private const int Window = 16;

    /// <summary>Begins to encode what is long, on another thread; null for what is short, which is encoded when it is needed.</summary>
    public static Task<Payload>? Begin(ReadOnlyMemory<byte> json, CancellationToken cancellationToken) =>
        json.Length < LongFrom ? null : Task.Run(() => Encode(json, HastyQuality), cancellationToken);

    public static Payload Encode(ReadOnlyMemory<byte> json) => Encode(json, Quality);

    private static Payload Encode(ReadOnlyMemory<byte> json, int quality)
    {
        if (json.Length < CompressFrom)
        {
            return new Payload(json, null, PayloadEncoding.Plain, json.Length);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(json.Length));
        try
        {
            return BrotliEncoder.TryCompress(json.Span, buffer, out var written, quality, Window) && written < json.Length
                ? new Payload(buffer.AsSpan(0, written).ToArray(), null, PayloadEncoding.Brotli, json.Length)
                : new Payload(json, null, PayloadEncoding.Plain, json.Length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The same payload in the encoding that every HTTP client reads.</summary>
    public static Payload ToGzip(Payload payload)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Decode(payload).Span);
        }

        return new Payload(buffer.ToArray(), null, PayloadEncoding.Gzip, payload.Length);
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
        return Decompress(payload.Encoding, bytes, json)
            ? json
            : throw new InvalidDataException(
                $"A stored payload of {bytes.Length} bytes does not decompress to its {payload.Length} bytes.");
    }

    private static bool Decompress(PayloadEncoding encoding, ReadOnlyMemory<byte> bytes, byte[] json)
    {
        if (encoding == PayloadEncoding.Brotli)
        {
            return BrotliDecoder.TryDecompress(bytes.Span, json, out var written) && written == json.Length;
        }

        using var gzip = new GZipStream(new MemoryStream(bytes.ToArray(), writable: false), CompressionMode.Decompress);
        return gzip.ReadAtLeast(json, json.Length, throwOnEndOfStream: false) == json.Length && gzip.ReadByte() < 0;
    }
}
