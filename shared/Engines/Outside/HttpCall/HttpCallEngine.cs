using System.Text.Json;
using System.Text.Json.Nodes;
using TlEngine.Engines.Outside.Secrets;
using TlEngine.Engines.Parameters;
using TlEngine.Outbound;

namespace TlEngine.Engines.Outside.HttpCall;

/// <summary><c>http.call</c>: docs/engines/http.call.md.</summary>
internal sealed class HttpCallEngine : IEngine
{
    public HttpCallEngine(
        OutboundGuard guard, OutboundClient outbound, SecretVault vault, TokenCache tokens, CallTries tries, TimeProvider time)
    {
        (Guard, Outbound, Vault, Tokens, Tries, Time) = (guard, outbound, vault, tokens, tries, time);
        Descriptor = new EngineDescriptor
        {
            Id = "http.call",
            Version = "1",
            Summary = "A call to another program's HTTP API, with retries, a breaker per host, secrets by reference and OAuth 2.",
            Deterministic = false,
            SideEffects = true,
            DefaultTimeout = TimeSpan.FromSeconds(60),
            Parameters = Parameters.Descriptions,
            InputSchema = Schema(),
            Example = """
                {
                  "method": "POST",
                  "url": "https://api.example.com/v1/vehicles/7/messages",
                  "headers": {"Accept-Language": "de"},
                  "auth": {"type": "bearer", "token": "{{secret:EXAMPLE_TOKEN}}"},
                  "body": {"text": "Bus 7 is four minutes late."},
                  "dry_run": true
                }
                """,
        };
    }

    public EngineDescriptor Descriptor { get; }

    public ParameterTable<HttpCallParameters> Parameters { get; } = new();

    public OutboundGuard Guard { get; }

    public OutboundClient Outbound { get; }

    public SecretVault Vault { get; }

    public TokenCache Tokens { get; }

    public CallTries Tries { get; }

    public TimeProvider Time { get; }

    public Preparation Prepare(EngineRequest request)
    {
        var (call, errors) = new HttpCallReader(Guard, Parameters).Read(request.Data);
        return call is null ? new Preparation.Refused(errors) : new Preparation.Ready(new PreparedHttpCall(this, call));
    }

    private JsonObject Schema()
    {
        var schema = InputSchema.Create(
            "url", new JsonObject { ["type"] = "string", ["format"] = "uri", ["description"] = "Where to call: http or https." },
            Parameters.Descriptions);
        var members = schema["properties"]!.AsObject();
        members["headers"] = JsonNode.Parse(
            """
            {"description": "Headers; values may hold {{secret:NAME}}. Those that carry credentials must.", "type": ["object", "null"],
             "additionalProperties": {"type": "string", "maxLength": 8192}, "maxProperties": 50}
            """);
        members["body"] = JsonNode.Parse(
            """{"description": "What to send: JSON, or a string, which is sent as it is unless Content-Type says JSON."}""");
        members["idempotency_key"] = JsonNode.Parse(
            """
            {"description": "Sent as Idempotency-Key with every try; by default the execution's id. With your own a POST is repeated.",
             "type": ["string", "null"], "maxLength": 255, "pattern": "^[!-~]+$"}
            """);
        members["auth"] = AuthSchema();
        return schema;
    }

    private static JsonNode? AuthSchema()
    {
        var credential = $$"""{"type": "string", "pattern": {{JsonSerializer.Serialize(SecretTemplate.Pattern)}}}""";
        return JsonNode.Parse(
            $$$"""
            {"description": "How to prove who calls; credentials by reference.", "oneOf": [
              {"type": "null"},
              {"type": "object", "additionalProperties": false, "required": ["type", "token"], "properties": {
                "type": {"const": "bearer"},
                "token": {{{credential}}}
              }},
              {"type": "object", "additionalProperties": false, "required": ["type", "value"], "properties": {
                "type": {"const": "api_key"},
                "header": {"type": ["string", "null"], "minLength": 1, "default": "X-API-Key"},
                "value": {{{credential}}}
              }},
              {"type": "object", "additionalProperties": false, "required": ["type", "token_url", "client_id", "client_secret"], "properties": {
                "type": {"const": "oauth2_client_credentials"},
                "token_url": {"type": "string", "format": "uri"},
                "client_id": {"type": "string", "minLength": 1},
                "client_secret": {{{credential}}},
                "scope": {"type": ["string", "null"], "minLength": 1},
                "audience": {"type": ["string", "null"], "minLength": 1},
                "client_auth": {"enum": ["basic", "body", null], "default": "basic"}
              }}
            ]}
            """);
    }
}
