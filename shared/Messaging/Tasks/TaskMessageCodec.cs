using System.Buffers;
using System.Globalization;
using System.Text.Json;
using TlEngine.Executions;
using TlEngine.Executions.Requests;

namespace TlEngine.Messaging.Tasks;

/// <summary>
/// The bodies on the task queues. A producer's: <c>{engine_id, action?, data, options?, task_id?}</c>. Ours:
/// <c>{execution_id, attempt, seal}</c>, and with <c>task</c> (the producer's body) where a task had to wait before its row could be
/// written.
/// </summary>
internal sealed class TaskMessageCodec(MessageSeal seal)
{
    private const int LongestSealedHead = 256;

    private static readonly byte[] JsonWhiteSpace = [.. " \t\r\n"u8];

    public static readonly MessageProperties Properties = new() { ContentType = "application/json", AppId = "tl-engine" };

    public byte[] Wake(ExecutionId id, int attempt) => Write(id, attempt, default);

    /// <summary>
    /// The producer's body together with the id that its row was going to have, and the deliveries that met a fault of ours.
    /// </summary>
    public byte[] Carry(ExecutionId id, int faults, ReadOnlyMemory<byte> body) => Write(id, faults, body.Trim(JsonWhiteSpace));

    public TaskMessage Read(ReadOnlyMemory<byte> body)
    {
        if (body.Length > JsonLimits.MaxBytes + LongestSealedHead)
        {
            return TooLarge(body);
        }

        if (TryReadOurs(body, out var id, out var number, out var carried))
        {
            return carried.IsEmpty ? new TaskMessage.Wake(id) : ReadTask(carried, id, number);
        }

        return body.Length > JsonLimits.MaxBytes ? TooLarge(body) : ReadTask(body, null, 0);
    }

    /// <summary>The producer's own bytes of a message that may be carried.</summary>
    public ReadOnlyMemory<byte> Unwrap(ReadOnlyMemory<byte> body) =>
        TryReadOurs(body, out _, out _, out var carried) && !carried.IsEmpty ? carried : body;

    private static TaskMessage.Junk TooLarge(ReadOnlyMemory<byte> body) => new(new Refusal(
        ErrorCodes.PayloadTooLarge,
        string.Create(CultureInfo.InvariantCulture, $"The message has {body.Length} bytes; at most {JsonLimits.MaxBytes} are taken.")));

    private static TaskMessage ReadTask(ReadOnlyMemory<byte> body, ExecutionId? id, int faults) =>
        ExecutionRequestReader.Read(body, acceptsTaskId: true) switch
        {
            RequestReading.Good good => new TaskMessage.Task(good.Request, id, faults),
            RequestReading.Bad bad => new TaskMessage.Junk(bad.Refusal),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private byte[] Write(ExecutionId id, int attempt, ReadOnlyMemory<byte> carried)
    {
        var buffer = new ArrayBufferWriter<byte>(LongestSealedHead + carried.Length);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("execution_id", id.Value);
        writer.WriteNumber("attempt", attempt);
        writer.WriteString("seal", seal.Seal(id, attempt, carried.Span));
        if (!carried.IsEmpty)
        {
            writer.WritePropertyName("task");
            writer.WriteRawValue(carried.Span, skipInputValidation: true);
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Only a body that starts as ours do, and whose seal fits, is ours; anything else is a producer's to explain.</summary>
    private bool TryReadOurs(ReadOnlyMemory<byte> body, out ExecutionId id, out int number, out ReadOnlyMemory<byte> carried)
    {
        id = default;
        number = 0;
        carried = default;
        if (!body.Span.StartsWith("{\"execution_id\":\""u8))
        {
            return false;
        }

        var inspection = JsonInspection.Of(body);
        if (inspection.Fault is not null
            || inspection.Members is not [{ Name: "execution_id" } idMember, { Name: "attempt" } attempt, { Name: "seal" } sealMember,
                .. var rest]
            || rest is not ([] or [{ Name: "task" }])
            || !Guid.TryParseExact(Unquote(idMember), "D", out var value)
            || !int.TryParse(attempt.Value.Span, NumberStyles.None, CultureInfo.InvariantCulture, out number))
        {
            return false;
        }

        id = new ExecutionId(value);
        carried = rest.Length == 1 ? rest[0].Value : default;
        return seal.Fits(Unquote(sealMember), id, number, carried.Span);
    }

    private static string Unquote(JsonMember member) => System.Text.Encoding.UTF8.GetString(member.Value.Span).Trim('"');
}
