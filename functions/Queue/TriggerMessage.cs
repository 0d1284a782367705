using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using TlEngine.Messaging;

namespace TlEngine.Functions.Queue;

/// <summary>A message as the trigger hands it over: the body, and the properties as JSON text among the binding data.</summary>
internal static class TriggerMessage
{
    private const string PropertiesName = "BasicProperties";

    public static IncomingMessage Of(byte[] body, FunctionContext context) =>
        new(body, Read(context.BindingContext.BindingData.GetValueOrDefault(PropertiesName) as string));

    private static MessageProperties Read(string? json)
    {
        if (string.IsNullOrEmpty(json))
        {
            return MessageProperties.Empty;
        }

        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return new MessageProperties
        {
            MessageId = Text(root, "MessageId"),
            AppId = Text(root, "AppId"),
            CorrelationId = Text(root, "CorrelationId"),
            ContentType = Text(root, "ContentType"),
        };
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : null;
}
