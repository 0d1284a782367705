namespace TlEngine.Messaging;

/// <summary>The AMQP properties that matter here. Header values are texts or whole numbers; others of a producer are kept as their text.</summary>
public sealed record MessageProperties
{
    public static MessageProperties Empty { get; } = new();

    public string? MessageId { get; init; }
    public string? AppId { get; init; }
    public string? CorrelationId { get; init; }
    public string? ContentType { get; init; }

    /// <summary>The headers that are whole numbers.</summary>
    public IReadOnlyDictionary<string, long> Numbers { get; init; } = new Dictionary<string, long>();

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}
