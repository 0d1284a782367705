using TlEngine.Access.Keys;
using TlEngine.Executions;
using TlEngine.Storage;

namespace TlEngine.Webhooks.Deliveries;

/// <summary>One attempt of one claimed delivery: builds the message, signs it, sends it, and says what came of it.</summary>
internal sealed class DeliveryAttempt(
    IExecutionStore executions, IEndpointStore endpoints, PayloadReader payloads, WebhookSecrets secrets, WebhookSender sender,
    IEventWriter events, EndpointGate gate, RandomSource random)
{
    /// <summary>A longer result is only linked.</summary>
    private const int LongestResult = 64 * 1024;

    public async Task<DeliveryEnd> RunAsync(Delivery row, CancellationToken cancellationToken)
    {
        if (row.Rung > WebhookLadder.MaxAttempts)
        {
            return GiveUp(row, null, row.Error ?? "Every attempt ended with its worker gone.");
        }

        if (await endpoints.FindDisabledAsync(row.Caller, row.Url, cancellationToken) is { } disabled)
        {
            return GiveUp(
                row, row.ResponseStatus,
                $"{row.Url.Host} answered 410 before: nothing is sent to this URL until {disabled.Until.UtcDateTime:s}Z.");
        }

        if (await executions.FindAsync(row.ExecutionId, cancellationToken) is not { } execution)
        {
            return GiveUp(row, null, "The execution was deleted.");
        }

        var keys = (await secrets.ForAsync(row.Caller, cancellationToken)).Select(WebhookSecret.Parse).OfType<byte[]>().ToList();
        if (keys.Count == 0)
        {
            return GiveUp(row, null, $"{row.Caller} has no webhook secret: callbacks are for callers with a valid API key.");
        }

        var (pass, wait) = gate.Enter(row.Url);
        return pass is null
            ? new DeliveryEnd(row.Id, row.Fence, DeliveryStatus.Pending) { Postponed = true, Delay = wait }
            : await SendAsync(row, execution, keys, pass, cancellationToken);
    }

    private async Task<DeliveryEnd> SendAsync(
        Delivery row, Execution execution, List<byte[]> keys, EndpointGate.Pass pass, CancellationToken cancellationToken)
    {
        var answered = true;
        try
        {
            var body = await BodyAsync(execution, cancellationToken);
            var message = new WebhookMessage(row.Url, row.Id.ToString(), body, keys, WebhookSender.Timeout);
            var answer = await sender.SendAsync(message, cancellationToken);
            answered = answer is not { Outcome: WebhookOutcome.Failed, Status: null or 502 or 503 or 504 };
            return await ConcludeAsync(row, answer, cancellationToken);
        }
        finally
        {
            pass.Leave(answered);
        }
    }

    private async Task<ReadOnlyMemory<byte>> BodyAsync(Execution execution, CancellationToken cancellationToken)
    {
        // Not a conditional expression: its null would become an empty memory, not an absent one.
        ReadOnlyMemory<byte>? result = null;
        if (execution.Result is { FileKey: null, Length: <= LongestResult } payload)
        {
            result = await payloads.ReadAsync(payload, cancellationToken);
        }

        return WebhookBody.Write(
            $"execution.{ExecutionStatusNames.Of(execution.Status)}",
            execution.FinishedAt ?? execution.CreatedAt,
            writer => events.Write(writer, execution, result));
    }

    private async Task<DeliveryEnd> ConcludeAsync(Delivery row, WebhookAnswer answer, CancellationToken cancellationToken)
    {
        switch (answer.Outcome)
        {
            case WebhookOutcome.Delivered:
                return new DeliveryEnd(row.Id, row.Fence, DeliveryStatus.Delivered) { ResponseStatus = answer.Status };
            case WebhookOutcome.Gone:
                await endpoints.DisableAsync(row.Caller, row.Url, cancellationToken);
                return GiveUp(row, answer.Status, answer.Error!);
            case WebhookOutcome.Failed when row.Rung < WebhookLadder.MaxAttempts:
                return new DeliveryEnd(row.Id, row.Fence, DeliveryStatus.Pending)
                {
                    ResponseStatus = answer.Status,
                    Error = answer.Error,
                    Delay = WebhookLadder.Delay(row.Rung, random.NextDouble(), answer.RetryAfter),
                };
            default:
                return GiveUp(row, answer.Status, answer.Error!);
        }
    }

    private static DeliveryEnd GiveUp(Delivery row, int? status, string error) =>
        new(row.Id, row.Fence, DeliveryStatus.Failed) { ResponseStatus = status, Error = error };
}
