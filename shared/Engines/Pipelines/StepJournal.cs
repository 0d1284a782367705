using System.Buffers;
using System.Text.Json;
using TlEngine.Engines.Checkpoints;

namespace TlEngine.Engines.Pipelines;

/// <summary>A step's outcome as a checkpoint, and back.</summary>
internal static class StepJournal
{
    public static Checkpoint Write(string stepId, StepOutcome outcome)
    {
        var output = new ArrayBufferWriter<byte>((outcome.Result?.Length ?? 0) + 256);
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            outcome.WriteMembers(writer);
            if (outcome.Result is { } result)
            {
                writer.WritePropertyName("result");
                writer.WriteRawValue(result.Span, skipInputValidation: true);
            }

            writer.WriteEndObject();
        }

        return new Checkpoint(stepId, output.WrittenMemory);
    }

    public static StepOutcome Read(Checkpoint checkpoint)
    {
        using var document = JsonDocument.Parse(checkpoint.Content);
        var root = document.RootElement;
        var error = root.TryGetProperty("error", out var written)
            ? new StepError(written.GetProperty("code").GetString()!, written.GetProperty("message").GetString()!, false)
            : null;
        return new StepOutcome(
            StepStatusNames.Parse(root.GetProperty("status").GetString())!.Value,
            root.GetProperty("attempt").GetInt32(),
            root.GetProperty("duration_ms").GetDouble())
        {
            Result = JsonLookup.Find(checkpoint.Content, ["result"]),
            Error = error,
            Reason = root.TryGetProperty("reason", out var reason) ? reason.GetString() : null,
        };
    }
}
