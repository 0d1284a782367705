using System.Globalization;
using TlEngine.Executions;
using TlEngine.Observability;
using TlEngine.Storage;

namespace TlEngine.Messaging;

/// <summary>Gives up: first the row, which stays, then the message in <c>engine:tasks:dead</c>.</summary>
internal sealed class DeadLetters(IDeadLetterStore store, IMessageBroker broker, TimeProvider time)
{
    /// <summary>An execution that failed for good; its id is the letter's, so that giving up twice leaves one row.</summary>
    public Task RecordAsync(Execution execution, CancellationToken cancellationToken) =>
        RecordAsync(
            new DeadLetter(
                execution.Id.Value,
                Topology.QueueOf(execution.Priority),
                execution.Error?.Code ?? ErrorCodes.Internal,
                execution.Error?.Message ?? "",
                execution.Id,
                execution.Attempts,
                execution.Caller,
                System.Text.Encoding.UTF8.GetBytes($$"""{"execution_id":"{{execution.Id}}"}"""),
                time.GetUtcNow()),
            cancellationToken);

    /// <summary>A message that never became an execution.</summary>
    public Task RecordAsync(string queue, IncomingMessage message, string caller, Refusal refusal, CancellationToken cancellationToken) =>
        RecordAsync(
            new DeadLetter(Guid.CreateVersion7(time.GetUtcNow()), queue, refusal.Code, Explain(refusal), null, 0, caller, message.Body,
                time.GetUtcNow()),
            cancellationToken);

    private async Task RecordAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        await store.InsertAsync([letter], cancellationToken);
        Instruments.DeadLetters.Add(1, new KeyValuePair<string, object?>("error_code", letter.Code));
        var headers = new Dictionary<string, string>
        {
            ["x-error-code"] = letter.Code,
            ["x-error-reason"] = letter.Reason,
            ["x-attempts"] = letter.Attempts.ToString(CultureInfo.InvariantCulture),
            ["x-queue"] = letter.Queue,
        };
        if (letter.ExecutionId is { } id)
        {
            headers["x-execution-id"] = id.ToString();
        }

        var properties = new MessageProperties { MessageId = letter.Id.ToString(), ContentType = "application/json", Headers = headers };
        await broker.PublishAsync([new OutgoingMessage("", Topology.Dead, letter.Body, properties)], cancellationToken);
    }

    private static string Explain(Refusal refusal)
    {
        var faults = refusal.Errors is { Count: > 0 } errors
            ? string.Concat(errors.Take(5).Select(error => $" {error.Pointer} {error.Detail}.")) : "";
        var text = refusal.Detail + faults;
        return text.Length <= 1000 ? text : text[..1000];
    }
}
