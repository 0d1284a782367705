namespace TlEngine.Standalone.Triggers;

/// <summary>A message's properties in the form that the trigger of a Functions host gives them.</summary>
internal sealed record TriggerProperties(string? MessageId, string? AppId, string? CorrelationId, string? ContentType);
