using System.Text.Json;
using TlEngine.Engines.Json;
using TlEngine.Engines.Outside.Secrets;
using TlEngine.Engines.Parameters;
using TlEngine.Outbound;

namespace TlEngine.Engines.Outside.Notify;

/// <summary>Reads the <c>data</c> of <c>notify.webhook</c>; every fault is reported.</summary>
internal sealed class NotifyReader(OutboundGuard guard, ParameterTable<NotifyParameters> table)
{
    private const int LongestType = 200;
    private const int LongestId = 255;
    private const string SecretsExpected = "one or two references such as {{secret:NAME}} to secrets of Standard Webhooks";

    private readonly InputErrors _errors = new();
    private Uri? _url;
    private IReadOnlyList<SecretTemplate> _secrets = [];
    private string? _type;
    private string? _id;
    private JsonElement _payload;

    public (NotifyRequest? Request, IReadOnlyList<Executions.InputError> Errors) Read(ReadOnlyMemory<byte> data)
    {
        var parameters = new NotifyParameters();
        DataReader.Read(
            data.Span,
            [
                JsonMember.Of("url", UrlReader.Expected,
                    value => _url = UrlReader.Read(Text(value, "/url", UrlReader.Expected, int.MaxValue), "/url", guard, _errors)),
                JsonMember.Of("secrets", SecretsExpected, value => _secrets = SecretsOf(value)),
                JsonMember.Of("type", "the event's name", value => _type = Text(value, "/type", "the event's name", LongestType)),
                JsonMember.Of("payload", "any JSON value", value => _payload = value),
                JsonMember.Of("message_id", "a string", value => _id = IdOf(value), required: false),
            ],
            table,
            parameters,
            _errors);
        return _errors.Count > 0
            ? (null, _errors.ToList())
            : (new NotifyRequest(parameters, _url!, _secrets, _type!, _payload, _id), []);
    }

    private List<SecretTemplate> SecretsOf(JsonElement value)
    {
        JsonElement[] items = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        var secrets = new List<SecretTemplate>();
        foreach (var item in items)
        {
            if (item.ValueKind == JsonValueKind.String && SecretTemplate.Parse(item.GetString()!) is { IsReference: true } secret)
            {
                secrets.Add(secret);
            }
        }

        if (items.Length is < 1 or > 2 || secrets.Count != items.Length)
        {
            _errors.Add("/secrets", $"Expected {SecretsExpected}; a secret itself would be stored with the execution.");
        }

        return secrets;
    }

    private string? IdOf(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        // A dot would end the id within what is signed.
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= LongestId } id
            && OutboundHeaders.IsVisible(id) && !id.Contains('.', StringComparison.Ordinal))
        {
            return id;
        }

        _errors.Add("/message_id", $"Expected 1 to {LongestId} visible ASCII characters without a dot.");
        return null;
    }

    private string? Text(JsonElement value, string pointer, string expected, int longest)
    {
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text && text.Length <= longest)
        {
            return text;
        }

        _errors.Add(pointer, $"Expected {expected}.");
        return null;
    }
}
