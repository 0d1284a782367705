using System.Buffers;
using System.Globalization;
using System.Text.Json;
using TlEngine.Engines.Outside.Secrets;
using TlEngine.Executions;
using TlEngine.Webhooks;

namespace TlEngine.Engines.Outside.Notify;

/// <summary>A notification that was read and found good. One attempt sends it once; the execution's own schedule is the ladder.</summary>
internal sealed class PreparedNotification(NotifyWebhookEngine engine, NotifyRequest request) : IPreparedCall
{
    public int Size => 1;

    public async ValueTask RunAsync(EngineRun run, IBufferWriter<byte> output, CancellationToken cancellationToken)
    {

        // Dots delimit what is signed: Standard Webhooks 1.0 lets none into the id, and the key of a pipeline's step has one.
        var id = request.MessageId ?? $"msg_{run.IdempotencyKey.Replace('.', '_')}";
        var body = WebhookBody.Write(request.Type, run.Now, request.Payload.WriteTo);
        if (request.Parameters.DryRun)
        {
            WriteDryRun(output, id, body);
            return;
        }

        await CheckEndpointAsync(run.Caller, cancellationToken);
        var message = new WebhookMessage(request.Url, id, body, Secrets(), TimeSpan.FromSeconds(request.Parameters.TimeoutS));
        var answer = await engine.Sender.SendAsync(message, cancellationToken);
        if (answer.Outcome == WebhookOutcome.Gone)
        {
            await engine.Endpoints.DisableAsync(run.Caller, request.Url, cancellationToken);
        }

        if (answer.Outcome != WebhookOutcome.Delivered)
        {
            throw Failure(answer, run.Attempt);
        }

        Write(output, id, answer.Status!.Value, run.Attempt);
    }

    private async Task CheckEndpointAsync(string caller, CancellationToken cancellationToken)
    {
        if (request.Parameters.Reenable)
        {
            await engine.Endpoints.EnableAsync(caller, request.Url, cancellationToken);
        }
        else if (await engine.Endpoints.FindDisabledAsync(caller, request.Url, cancellationToken) is { } disabled)
        {
            throw new EngineFailedException(
                ErrorCodes.EndpointDisabled,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{request.Url.Host} answered 410 before: nothing is sent to this URL until {disabled.Until.UtcDateTime:s}Z; reenable does."),
                retriable: false);
        }
    }

    private byte[][] Secrets()
    {
        var scrubber = new SecretScrubber();
        return
        [
            .. request.Secrets.Select(secret => WebhookSecret.Parse(secret.Resolve(engine.Vault, request.Url.Host, scrubber))
                ?? throw new EngineFailedException(
                    ErrorCodes.EngineFailed, $"What {secret.Text} refers to is not {WebhookSecret.Expected}.", retriable: false)),
        ];
    }

    private EngineFailedException Failure(WebhookAnswer answer, int attempt) => answer.Outcome switch
    {
        WebhookOutcome.Failed => new EngineFailedException(ErrorCodes.EngineFailed, answer.Error!, retriable: true)
        {
            RetryAfter = WebhookLadder.Delay(attempt, engine.Random.NextDouble(), answer.RetryAfter),
        },
        WebhookOutcome.Gone => new EngineFailedException(ErrorCodes.EndpointDisabled, answer.Error!, retriable: false),
        _ => new EngineFailedException(ErrorCodes.EngineFailed, answer.Error!, retriable: false),
    };

    private void Write(IBufferWriter<byte> output, string id, int status, int attempt)
    {
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        writer.WriteBoolean("delivered", true);
        writer.WriteNumber("status", status);
        writer.WriteString("message_id", id);
        writer.WriteNumber("attempt", attempt);
        WriteEnd(writer);
    }

    private void WriteDryRun(IBufferWriter<byte> output, string id, ReadOnlyMemory<byte> body)
    {
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        writer.WriteStartObject("would_send");
        writer.WriteString("url", request.Url.OriginalString);
        writer.WriteString("webhook-id", id);
        writer.WriteNumber("signatures", request.Secrets.Count);
        writer.WritePropertyName("body");
        writer.WriteRawValue(body.Span, skipInputValidation: true);
        writer.WriteEndObject();
        WriteEnd(writer);
    }

    private void WriteEnd(Utf8JsonWriter writer)
    {
        writer.WritePropertyName("parameters");
        engine.Parameters.Write(writer, request.Parameters);
        writer.WriteEndObject();
    }
}
