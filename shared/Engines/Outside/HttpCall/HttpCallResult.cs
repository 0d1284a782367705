using System.Buffers;
using System.Text.Json;
using TlEngine.Engines.Outside.Secrets;
using TlEngine.Engines.Parameters;
using TlEngine.Outbound;

namespace TlEngine.Engines.Outside.HttpCall;

/// <summary>Writes what came of a call. Secrets that the other side sends back are masked; its cookies are left out.</summary>
internal sealed class HttpCallResult(HttpCallRequest request, ParameterTable<HttpCallParameters> table)
{
    private static readonly string[] LeftOut = ["set-cookie", "set-cookie2"];

    public void Write(
        IBufferWriter<byte> output, OutboundAnswer answer, SecretScrubber scrubber, string? idempotencyKey, int tries, TimeSpan total)
    {
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        writer.WriteNumber("status", answer.Code);
        writer.WriteStartObject("headers");
        var shown = answer.Headers.Where(header => !LeftOut.Contains(header.Key));
        foreach (var (name, value) in shown.OrderBy(header => header.Key, StringComparer.Ordinal))
        {
            writer.WriteString(name, scrubber.Scrub(value));
        }

        writer.WriteEndObject();
        AnswerBody.Write(writer, answer.Body, answer.Headers.GetValueOrDefault("content-type"), scrubber);
        writer.WriteNumber("attempts", tries);
        writer.WriteString("idempotency_key", idempotencyKey);
        writer.WriteStartObject("timings");
        writer.WriteNumber("first_byte_ms", Milliseconds(answer.FirstByte));
        writer.WriteNumber("total_ms", Milliseconds(total));
        writer.WriteEndObject();
        WriteEnd(writer);
    }

    public void WriteDryRun(IBufferWriter<byte> output, string? idempotencyKey)
    {
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        writer.WriteStartObject("would_send");
        writer.WriteString("method", request.Parameters.Method.Method);
        writer.WriteString("url", request.Url.OriginalString);
        writer.WriteStartObject("headers");
        foreach (var (name, value) in request.Headers)
        {
            writer.WriteString(name, value.Text);
        }

        WriteAuth(writer);
        if (request.ContentType is { } type)
        {
            writer.WriteString("Content-Type", type);
        }

        if (idempotencyKey is not null && !request.HasKeyHeader)
        {
            writer.WriteString(HttpCallReader.IdempotencyHeader, idempotencyKey);
        }

        writer.WriteEndObject();
        writer.WriteNumber("body_bytes", request.Body.Length);
        writer.WriteEndObject();
        WriteEnd(writer);
    }

    private void WriteAuth(Utf8JsonWriter writer)
    {
        switch (request.Auth)
        {
            case CallAuth.Bearer bearer:
                writer.WriteString("Authorization", $"Bearer {bearer.Token.Text}");
                break;
            case CallAuth.ApiKey key:
                writer.WriteString(key.Header, key.Value.Text);
                break;
            case CallAuth.ClientCredentials credentials:
                writer.WriteString("Authorization", $"Bearer (a token of {credentials.TokenUrl.Host})");
                break;
            default:
                break;
        }
    }

    private void WriteEnd(Utf8JsonWriter writer)
    {
        writer.WritePropertyName("parameters");
        table.Write(writer, request.Parameters);
        writer.WriteEndObject();
    }

    private static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 1);
}
