using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TlEngine.Executions;
using TlEngine.Executions.Batches;
using TlEngine.Executions.Idempotency;

namespace TlEngine.Functions.Http.Door;

/// <summary>The verdicts of a batch: <c>{items: [{index, status, execution_id?, error?}]}</c>.</summary>
internal static class BatchJson
{
    public static StoredAnswer Answer(IReadOnlyList<BatchVerdict> verdicts) => new(
        StatusCodes.Status202Accepted,
        JsonBody.Encode(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items");
            foreach (var (index, verdict) in verdicts.Index())
            {
                Write(writer, index, verdict);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }));

    private static void Write(Utf8JsonWriter writer, int index, BatchVerdict verdict)
    {
        writer.WriteStartObject();
        writer.WriteNumber("index", index);
        if (verdict.Refusal is { } refusal)
        {
            writer.WriteString("status", "rejected");
            Write(writer, refusal);
        }
        else
        {
            writer.WriteString("status", ExecutionStatusNames.Of(ExecutionStatus.Queued));
            writer.WriteString("execution_id", verdict.Id!.Value.Value);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Refusal refusal)
    {
        writer.WriteStartObject("error");
        writer.WriteString("code", refusal.Code);
        writer.WriteString("detail", refusal.Detail);
        if (refusal.Errors is { } errors)
        {
            InputErrorJson.Write(writer, errors);
        }

        writer.WriteEndObject();
    }
}
