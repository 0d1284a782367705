using System.Text.Json;

namespace TlEngine.Engines.Pipelines;

/// <summary>What came of a step.</summary>
/// <param name="Attempt">The pipeline's attempt in which it ended.</param>
internal sealed record StepOutcome(StepStatus Status, int Attempt, double DurationMs)
{
    /// <summary>UTF-8 JSON; null unless it succeeded.</summary>
    public ReadOnlyMemory<byte>? Result { get; init; }

    public StepError? Error { get; init; }

    /// <summary>Why it was skipped.</summary>
    public string? Reason { get; init; }

    /// <summary>Writes the members of its record after <c>id</c> and <c>engine</c>.</summary>
    public void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteString("status", StepStatusNames.NameOf(Status));
        writer.WriteNumber("attempt", Attempt);
        writer.WriteNumber("duration_ms", DurationMs);
        if (Reason is not null)
        {
            writer.WriteString("reason", Reason);
        }

        if (Error is not null)
        {
            writer.WriteStartObject("error");
            writer.WriteString("code", Error.Code);
            writer.WriteString("message", Error.Message);
            writer.WriteEndObject();
        }
    }
}
