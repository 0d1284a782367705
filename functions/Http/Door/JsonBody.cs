using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace TlEngine.Functions.Http.Door;

/// <summary>A JSON answer, written straight as UTF-8, while the door still turns whatever goes wrong into a problem.</summary>
public sealed class JsonBody : IResult
{
    // Answers are JSON documents, never embedded in HTML: nothing but JSON's own characters needs escaping.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ReadOnlyMemory<byte> _body;
    private readonly int _status;
    private readonly string _contentType;

    public JsonBody(int status, Action<Utf8JsonWriter> write, string contentType = "application/json")
    {
        (_status, _contentType) = (status, contentType);
        _body = Encode(write);
    }

    /// <summary>The JSON alone, in one line.</summary>
    public static ReadOnlyMemory<byte> Encode(Action<Utf8JsonWriter> write)
    {
        var body = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(body, Options);
        write(writer);
        writer.Flush();
        return body.WrittenMemory;
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = _status;
        response.ContentType = _contentType;
        response.ContentLength = _body.Length;
        await response.Body.WriteAsync(_body, httpContext.RequestAborted);
    }
}
