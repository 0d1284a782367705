using TlEngine.Engines;
using TlEngine.Executions.Requests;

namespace TlEngine.Executions;

/// <summary>Turns a checked request into a row to insert.</summary>
internal sealed class ExecutionFactory(TimeProvider time)
{
    public const int AsyncAttempts = 5;

    /// <param name="waits">Whether the caller waits for the result: one attempt, claimed at once.</param>
    /// <param name="input">The request's data as stored, where that is at hand.</param>
    /// <param name="createdAt">Now, where that was read before.</param>
    public NewExecution Create(
        ExecutionRequest request, EngineDescriptor engine, string caller, ExecutionSource source, bool waits, ExecutionId? id = null,
        string? taskId = null, Payload? input = null, DateTimeOffset? createdAt = null)
    {
        var now = createdAt ?? time.GetUtcNow();
        var options = request.Options;
        var due = options.RunAt ?? (options.Delay is { } delay ? now + delay : now);
        return new NewExecution
        {
            Id = id ?? ExecutionId.New(time),
            EngineId = engine.Id,
            EngineVersion = engine.Version,
            Action = request.Action,
            Caller = caller,
            Source = source,
            TaskId = taskId,
            Fingerprint = request.Fingerprint(),
            Input = input ?? PayloadCodec.Encode(request.Data),
            Options = options.Json,
            Tags = options.Tags,
            Priority = options.Priority,
            MaxAttempts = options.MaxAttempts ?? (waits ? 1 : engine.DefaultAttempts),
            Timeout = options.Timeout ?? engine.DefaultTimeout,
            CreatedAt = now,
            DueAt = due,
            ExpiresAt = options.TimeToLive is { } timeToLive ? now + timeToLive : null,
            CallbackUrl = options.CallbackUrl,
            TraceParent = System.Diagnostics.Activity.Current?.Id,
            ClaimFor = due <= now ? LeaseKeeper.Lease : null,
        };
    }
}
