using System.Collections.Frozen;
using System.Text.Json;
using TlEngine.Engines.Json;
using TlEngine.Engines.Outside.Secrets;
using TlEngine.Outbound;

namespace TlEngine.Engines.Outside.HttpCall;

/// <summary>Reads <c>auth</c>. A credential itself is refused: it would be stored with the execution.</summary>
internal sealed class CallAuthReader(OutboundGuard guard, InputErrors errors)
{
    public const string Pointer = "/auth";
    public const string ByReference = "a reference such as {{secret:NAME}}: what stands here is stored with the execution";

    private static readonly FrozenSet<string> NoCredential = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, HttpCallReader.ContentTypeHeader, HttpCallReader.IdempotencyHeader);

    public CallAuth? Read(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            errors.Add(Pointer, "Expected an object with type bearer, api_key or oauth2_client_credentials.");
            return null;
        }

        var members = new JsonMembers(element, Pointer, errors);
        var auth = members.Text("type", "bearer, api_key or oauth2_client_credentials") switch
        {
            null => null,
            "bearer" => ReadBearer(members),
            "api_key" => ReadApiKey(members),
            "oauth2_client_credentials" => ReadClientCredentials(members),
            _ => Unknown(),
        };
        members.RefuseRest();
        return auth;
    }

    private CallAuth.Bearer? ReadBearer(JsonMembers members) =>
        Secret(members, "token") is { } token ? new CallAuth.Bearer(token) : null;

    private CallAuth.ApiKey? ReadApiKey(JsonMembers members)
    {
        var header = members.Text("header", "the header's name", required: false) ?? "X-API-Key";
        var fault = OutboundHeaders.FaultOfName(header) ?? (NoCredential.Contains(header) ? "carries no credential" : null);
        if (fault is not null)
        {
            errors.Add($"{Pointer}/header", $"\"{header}\" {fault}.");
        }

        return Secret(members, "value") is { } value ? new CallAuth.ApiKey(header, value) : null;
    }

    private CallAuth.ClientCredentials? ReadClientCredentials(JsonMembers members)
    {
        var url = UrlReader.Read(members.Text("token_url", UrlReader.Expected), $"{Pointer}/token_url", guard, errors);
        var id = members.Text("client_id", "the client's identifier");
        var secret = Secret(members, "client_secret");
        var scope = members.Text("scope", "scopes separated by spaces", required: false);
        var audience = members.Text("audience", "the audience that the other side asks for", required: false);
        var place = members.Word("client_auth", "basic", "body");
        return url is not null && id is not null && secret is not null && place is not null
            ? new CallAuth.ClientCredentials(url, id, secret, scope, audience, place == "body")
            : null;
    }

    private SecretTemplate? Secret(JsonMembers members, string name)
    {
        if (members.Text(name, ByReference) is not { } text)
        {
            return null;
        }

        if (SecretTemplate.Parse(text) is { HasReferences: true } template)
        {
            return template;
        }

        errors.Add($"{Pointer}/{name}", $"Found a value; expected {ByReference}.");
        return null;
    }

    private CallAuth? Unknown()
    {
        errors.Add($"{Pointer}/type", "Expected bearer, api_key or oauth2_client_credentials.");
        return null;
    }
}
