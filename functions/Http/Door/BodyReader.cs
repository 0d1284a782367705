using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using TlEngine.Executions;
using TlEngine.Executions.Requests;

namespace TlEngine.Functions.Http.Door;

/// <summary>Reads a JSON body; past the limit it stops reading.</summary>
internal static class BodyReader
{
    private const int ReadAtOnce = 4096;

    public static async Task<BodyReading> ReadAsync(HttpRequest request)
    {
        if (MediaFault(request) is { } fault)
        {
            return new BodyReading(default, new Refusal(ErrorCodes.UnsupportedMediaType, fault));
        }

        if (request.ContentLength > JsonLimits.MaxBytes)
        {
            return TooLarge(request.ContentLength.Value);
        }

        return request.ContentLength is { } length
            ? new BodyReading(WithoutMark(await ReadAsync(request, (int)length)))
            : await ReadUnknownAsync(request);
    }

    /// <summary>Straight into memory of its length, which nothing is copied from.</summary>
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, int length)
    {
        var body = GC.AllocateUninitializedArray<byte>(length);
        var read = await request.Body.ReadAtLeastAsync(
            body, length, throwOnEndOfStream: false, cancellationToken: request.HttpContext.RequestAborted);
        return body.AsMemory(0, read);
    }

    private static async Task<BodyReading> ReadUnknownAsync(HttpRequest request)
    {
        var buffer = new ArrayBufferWriter<byte>(2 * ReadAtOnce);
        while (true)
        {
            var read = await request.Body.ReadAsync(buffer.GetMemory(ReadAtOnce), request.HttpContext.RequestAborted);
            if (read == 0)
            {
                return new BodyReading(WithoutMark(buffer.WrittenMemory));
            }

            buffer.Advance(read);
            if (buffer.WrittenCount > JsonLimits.MaxBytes)
            {
                return TooLarge(buffer.WrittenCount);
            }
        }
    }

    private static string? MediaFault(HttpRequest request)
    {
        if (request.Headers.ContentEncoding is [{ Length: > 0 } encoding]
            && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            return $"The body is encoded as {encoding}; send it as it is.";
        }

        if (string.IsNullOrEmpty(request.ContentType))
        {
            return null;
        }

        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !IsJson(type.MediaType))
        {
            return $"The body is declared as {request.ContentType}; send Content-Type: application/json.";
        }

        return type.CharSet is { } charset && !charset.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            ? $"The body is declared as {charset}; JSON is UTF-8."
            : null;
    }

    private static bool IsJson(string? mediaType) =>
        mediaType is not null
        && (mediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || mediaType.EndsWith("+json", StringComparison.OrdinalIgnoreCase));

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) => body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;

    private static BodyReading TooLarge(long length) => new(
        default,
        new Refusal(ErrorCodes.PayloadTooLarge,
            string.Create(CultureInfo.InvariantCulture, $"The body has {length} bytes or more; at most {JsonLimits.MaxBytes} are taken.")));
}
