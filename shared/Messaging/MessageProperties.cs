namespace TlEngine.Messaging;

/// <summary>The AMQP properties that matter here. Header values are text; others of a producer are kept as their text.</summary>
public sealed record MessageProperties
{
    public static MessageProperties Empty { get; } = new();

    public string? MessageId { get; init; }
    public string? AppId { get; init; }
    public string? CorrelationId { get; init; }
    public string? ContentType { get; init; }

    /// <summary>Headers to send as numbers. A message that comes has its numbers among <see cref="Headers"/>, as text.</summary>
    public IReadOnlyDictionary<string, long> Numbers { get; init; } = new Dictionary<string, long>();

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}
