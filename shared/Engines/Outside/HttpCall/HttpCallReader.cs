using System.Text;
using System.Text.Json;
using TlEngine.Engines.Json;
using TlEngine.Engines.Outside.Secrets;
using TlEngine.Engines.Parameters;
using TlEngine.Outbound;

namespace TlEngine.Engines.Outside.HttpCall;

/// <summary>Reads the <c>data</c> of <c>http.call</c>; every fault is reported.</summary>
internal sealed class HttpCallReader(OutboundGuard guard, ParameterTable<HttpCallParameters> table)
{
    public const string IdempotencyHeader = "Idempotency-Key";
    public const string ContentTypeHeader = "Content-Type";
    private const int LongestKey = 255;
    private const string Json = "application/json";

    private readonly InputErrors _errors = new();
    private Uri? _url;
    private IReadOnlyList<KeyValuePair<string, SecretTemplate>> _headers = [];
    private CallAuth? _auth;
    private string? _key;
    private (string Json, string? Text)? _body;

    /// <returns>The request, or the faults.</returns>
    public (HttpCallRequest? Request, IReadOnlyList<Executions.InputError> Errors) Read(ReadOnlyMemory<byte> data)
    {
        var parameters = new HttpCallParameters();
        DataReader.Read(
            data.Span,
            [
                JsonMember.Of("url", UrlReader.Expected, value => _url = UrlReader.Read(TextOf(value, "/url"), "/url", guard, _errors)),
                JsonMember.Of(
                    "headers", "an object of strings", value => _headers = new HeadersReader(_errors).Read(value), required: false),
                JsonMember.Of("body", "any JSON value", value => _body = BodyOf(value), required: false),
                JsonMember.Of("auth", "an object", value => _auth = new CallAuthReader(guard, _errors).Read(value), required: false),
                JsonMember.Of("idempotency_key", "a string", value => _key = KeyOf(value), required: false),
            ],
            table,
            parameters,
            _errors);
        RefuseTwice();
        return _errors.Count > 0 ? (null, _errors.ToList()) : (WithBody(parameters), []);
    }

    /// <summary>A header that is sent twice is one that the other side reads as it likes.</summary>
    private void RefuseTwice()
    {
        if (_auth is not null && Header(_auth.Header) is not null)
        {
            _errors.Add(CallAuthReader.Pointer, $"Sends the header {_auth.Header}, which is in headers too; give one of them.");
        }

        if (_key is not null && Header(IdempotencyHeader) is not null)
        {
            _errors.Add("/idempotency_key", $"Is sent as {IdempotencyHeader}, which is in headers too; give one of them.");
        }
    }

    private SecretTemplate? Header(string name) =>
        _headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    private HttpCallRequest WithBody(HttpCallParameters parameters)
    {
        var declared = Header(ContentTypeHeader)?.Text;
        var isJson = declared?.Contains("json", StringComparison.OrdinalIgnoreCase) ?? false;
        var text = isJson ? null : _body?.Text;
        return new HttpCallRequest
        {
            Parameters = parameters,
            Url = _url!,
            Headers = [.. _headers.Where(header => !header.Key.Equals(ContentTypeHeader, StringComparison.OrdinalIgnoreCase))],
            Body = _body is null ? default : Encoding.UTF8.GetBytes(text ?? _body.Value.Json),
            ContentType = declared ?? (_body is null ? null : text is null ? Json : "text/plain; charset=utf-8"),
            Auth = _auth,
            IdempotencyKey = _key,
        };
    }

    private static (string Json, string? Text) BodyOf(JsonElement value) =>
        (value.GetRawText(), value.ValueKind == JsonValueKind.String ? value.GetString() : null);

    private string? TextOf(JsonElement value, string pointer)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            return value.GetString();
        }

        _errors.Add(pointer, $"Expected {UrlReader.Expected}.");
        return null;
    }

    private string? KeyOf(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= LongestKey } key
            && OutboundHeaders.IsVisible(key))
        {
            return key;
        }

        _errors.Add("/idempotency_key", $"Expected a string of 1 to {LongestKey} visible ASCII characters.");
        return null;
    }
}
