using System.Globalization;
using System.Text;
using System.Text.Json;
using RabbitMQ.Client;

namespace TlEngine.Messaging.RabbitMq;

/// <summary>AMQP's typed properties to and from <see cref="MessageProperties"/>.</summary>
internal static class RabbitProperties
{
    /// <summary>Tables and lists within each other; the rest is left out.</summary>
    private const int DeepestHeader = 16;

    public static BasicProperties ToAmqp(MessageProperties properties) => new()
    {
        Persistent = true,
        MessageId = properties.MessageId,
        AppId = properties.AppId,
        CorrelationId = properties.CorrelationId,
        ContentType = properties.ContentType,
        // A dictionary of its own: the client adds the sequence number to it.
        Headers = properties.Headers.Select(header => KeyValuePair.Create(header.Key, (object?)header.Value))
            .Concat(properties.Numbers.Select(header => KeyValuePair.Create(header.Key, (object?)header.Value)))
            .ToDictionary(),
    };

    public static MessageProperties FromAmqp(IReadOnlyBasicProperties properties) => new()
    {
        MessageId = GivenOrNull(properties.MessageId),
        AppId = GivenOrNull(properties.AppId),
        CorrelationId = properties.CorrelationId,
        ContentType = properties.ContentType,
        Headers = Headers(properties)
            .Where(header => Number(header.Value) is null).ToDictionary(header => header.Key, header => Text(header.Value)),
        Numbers = Headers(properties)
            .Where(header => Number(header.Value) is not null).ToDictionary(header => header.Key, header => Number(header.Value)!.Value),
    };

    private static IEnumerable<KeyValuePair<string, object?>> Headers(IReadOnlyBasicProperties properties) =>
        (properties.Headers ?? new Dictionary<string, object?>()).Where(header => header.Value is not null && !IsBookkeeping(header.Key));

    /// <summary>What broker and client write for themselves; sent on as text it would mislead the next broker.</summary>
    private static bool IsBookkeeping(string header) =>
        header is Constants.PublishSequenceNumberHeader or "x-death" or "x-delivery-count"
        || header.StartsWith("x-first-death-", StringComparison.Ordinal) || header.StartsWith("x-last-death-", StringComparison.Ordinal);

    private static long? Number(object? value) => value switch
    {
        long number => number,
        int number => number,
        short number => number,
        sbyte number => number,
        uint number => number,
        ushort number => number,
        byte number => number,
        _ => null,
    };

    /// <summary>An empty one is none: two messages with an empty id are not the same message.</summary>
    private static string? GivenOrNull(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string Text(object? value) => value is IDictionary<string, object?> or IEnumerable<object?>
        ? JsonSerializer.Serialize(Plain(value, 1))
        : Scalar(value);

    /// <summary>Any type that AMQP knows or will know: a header must never be what ends the process.</summary>
    private static string Scalar(object? value) => value switch
    {
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        BinaryTableValue binary => Encoding.UTF8.GetString(binary.Bytes),
        string text => text,
        bool flag => flag ? "true" : "false",
        AmqpTimestamp stamp => stamp.UnixTime.ToString(CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "",
    };

    private static object? Plain(object? value, int depth) => value switch
    {
        IDictionary<string, object?> or IEnumerable<object?> when depth > DeepestHeader => "…",
        IDictionary<string, object?> table => table.ToDictionary(entry => entry.Key, entry => Plain(entry.Value, depth + 1)),
        IEnumerable<object?> list => list.Select(item => Plain(item, depth + 1)).ToArray(),
        null => null,
        _ => Scalar(value),
    };
}
