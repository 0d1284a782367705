using System.Text.Json;
using System.Text.Json.Nodes;
using TlEngine.Engines.Outside.Secrets;
using TlEngine.Engines.Parameters;
using TlEngine.Executions;
using TlEngine.Outbound;
using TlEngine.Storage;
using TlEngine.Webhooks;

namespace TlEngine.Engines.Outside.Notify;

/// <summary><c>notify.webhook</c>: docs/engines/notify.webhook.md.</summary>
internal sealed class NotifyWebhookEngine : IEngine
{
    private readonly OutboundGuard _guard;

    public NotifyWebhookEngine(OutboundGuard guard, WebhookSender sender, IEndpointStore endpoints, SecretVault vault, RandomSource random)
    {
        _guard = guard;
        (Sender, Endpoints, Vault, Random) = (sender, endpoints, vault, random);
        Descriptor = new EngineDescriptor
        {
            Id = "notify.webhook",
            Version = "1",
            Summary = "A signed message to a receiver, by Standard Webhooks 1.0, tried for about three days.",
            Deterministic = false,
            SideEffects = true,
            DefaultTimeout = TimeSpan.FromSeconds(35),
            DefaultAttempts = WebhookLadder.MaxAttempts,
            Parameters = Parameters.Descriptions,
            InputSchema = Schema(),
            Example = """
                {
                  "url": "https://example.com/hooks/shuttle",
                  "secrets": ["{{secret:SHUTTLE_HOOK}}"],
                  "type": "vehicle.late",
                  "payload": {"vehicle": 7, "delay_s": 240},
                  "dry_run": true
                }
                """,
        };
    }

    public EngineDescriptor Descriptor { get; }

    public ParameterTable<NotifyParameters> Parameters { get; } = new();

    public WebhookSender Sender { get; }

    public IEndpointStore Endpoints { get; }

    public SecretVault Vault { get; }

    public RandomSource Random { get; }

    public Preparation Prepare(EngineRequest request)
    {
        var (notification, errors) = new NotifyReader(_guard, Parameters).Read(request.Data);
        return notification is null
            ? new Preparation.Refused(errors)
            : new Preparation.Ready(new PreparedNotification(this, notification));
    }

    private JsonObject Schema()
    {
        var schema = InputSchema.Create(
            "url", new JsonObject { ["type"] = "string", ["format"] = "uri", ["description"] = "The receiver: http or https." },
            Parameters.Descriptions);
        var members = schema["properties"]!.AsObject();
        var reference = $$"""{"type": "string", "pattern": {{JsonSerializer.Serialize($"^{SecretTemplate.Pattern}$")}}}""";
        members["secrets"] = JsonNode.Parse(
            $$"""
            {"description": "References to what the message is signed with; two while one replaces the other.", "oneOf": [
              {{reference}}, {"type": "array", "items": {{reference}}, "minItems": 1, "maxItems": 2}]}
            """);
        members["type"] = JsonNode.Parse("""{"description": "The event's name.", "type": "string", "minLength": 1, "maxLength": 200}""");
        members["payload"] = JsonNode.Parse("""{"description": "What the receiver finds in data: any JSON."}""");
        members["message_id"] = JsonNode.Parse(
            """
            {"description": "Sent as webhook-id with every attempt; by default made from the execution's id.", "type": ["string", "null"],
             "maxLength": 255, "pattern": "^[!-\\-/-~]+$"}
            """);
        schema["required"] = new JsonArray("url", "secrets", "type", "payload");
        return schema;
    }
}
