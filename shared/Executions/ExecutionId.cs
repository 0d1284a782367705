namespace TlEngine.Executions;

/// <summary>Identifies an execution: a UUID, version 7 unless a producer chose its own as <c>task_id</c>.</summary>
public readonly record struct ExecutionId(Guid Value)
{
    public static ExecutionId New(TimeProvider time) => new(Guid.CreateVersion7(time.GetUtcNow()));

    public static bool TryParse(string? text, out ExecutionId id)
    {
        var parsed = Guid.TryParseExact(text, "D", out var value);
        id = new ExecutionId(value);
        return parsed;
    }

    public override string ToString() => Value.ToString("D");
}
