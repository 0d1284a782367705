using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using TlEngine.Engines;
using TlEngine.Engines.Checkpoints;
using TlEngine.Executions.Requests;
using TlEngine.Executions.Results;
using TlEngine.Observability;
using TlEngine.Statistics;
using TlEngine.Storage;

namespace TlEngine.Executions;

/// <summary>One attempt of one claimed execution: runs the engine under its time limit and says what came of it. Writes nothing.</summary>
internal sealed partial class Attempt(
    EngineCatalogue catalogue, PayloadReader payloads, ResultCache results, UsageCounters usage, ICheckpointStore checkpoints,
    TimeProvider time, RandomSource random, ILogger<Attempt> logger)
{
    /// <param name="call">The call, where the caller has read the input already.</param>
    /// <param name="lost">Trips when the claim is gone or cancellation was asked for.</param>
    /// <param name="abandoning">Trips when the process must end.</param>
    public async Task<Completion> RunAsync(Execution row, CheckedCall? call, CancellationToken lost, CancellationToken abandoning)
    {
        await using var early = call?.Early;
        var started = early?.Began ?? time.GetTimestamp();
        using var activity = Telemetry.Source.StartActivity(
            $"engine {row.EngineId}", System.Diagnostics.ActivityKind.Internal, row.TraceParent);
        activity?.SetStartTime((time.GetUtcNow() - time.GetElapsedTime(started)).UtcDateTime);
        activity?.SetTag("tl.execution_id", row.Id.ToString());
        using var own = new CancellationTokenSource(row.Timeout, time);
        var limit = early?.Limit ?? own.Token;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit, lost, abandoning);
        var completion = await ConcludeAsync(row, call, limit, lost, stop.Token);
        activity?.SetStatus(completion.Event == ExecutionEvent.Succeed ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
        return completion with { Duration = time.GetElapsedTime(started) };
    }

    private async Task<Completion> ConcludeAsync(
        Execution row, CheckedCall? call, CancellationToken limit, CancellationToken lost, CancellationToken stop)
    {
        try
        {
            return await SucceedAsync(row, call ?? await PrepareAsync(row, stop), stop);
        }
        catch (InputRefusedException exception)
        {
            return Failed(row, ErrorCodes.Validation, exception.Message, retriable: false) with { Error = exception.ToError(row.Attempts) };
        }
        catch (EngineFailedException exception)
        {
            return Failed(row, exception.Code, exception.Message, exception.Retriable, exception.RetryAfter);
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            return Ended(row, ExecutionEvent.Cancel);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return Failed(
                row, ErrorCodes.EngineTimeout,
                $"The engine {row.EngineId} did not finish within {row.Timeout.TotalSeconds:0.###} s; raise options.timeout_s or send less.",
                retriable: true);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Ended(row, ExecutionEvent.Release);
        }
        catch (Readiness.DependencyUnavailableException exception)
        {
            return Failed(row, ErrorCodes.DependencyUnavailable, exception.Message, retriable: true);
        }
        catch (Exception exception)
        {
            // The edge of foreign code: whatever an engine throws ends its own execution and nothing else.
            EngineThrew(logger, row.EngineId, row.Id, exception);
            return Failed(row, ErrorCodes.EngineFailed,
                $"The engine {row.EngineId} failed unexpectedly; the service's log has the cause under this execution's id.",
                retriable: true);
        }
    }

    private async Task<Completion> SucceedAsync(Execution row, CheckedCall call, CancellationToken stop)
    {
        var lookup = call is { Key: { } key, Permit: null } ? await results.FindAsync(key, stop) : new ResultLookup.Make(call.Permit);
        if (lookup is ResultLookup.Hit hit)
        {
            usage.Hit(row.EngineId);
            return Ended(row, ExecutionEvent.Succeed) with { Result = hit.Result, Cached = true };
        }

        if (call.Key is not null)
        {
            usage.Miss(row.EngineId);
        }

        await using var permit = ((ResultLookup.Make)lookup).Permit;
        var json = await (call.Early?.EndAsync(stop) ?? EarlyRun.RunAsync(call.Call, RunOf(row), stop));
        var result = PayloadCodec.Encode(json);
        if (permit is not null && !call.Call.DependsOnClock)
        {
            await permit.KeepAsync(result);
        }

        return Ended(row, ExecutionEvent.Succeed) with { Result = result };
    }

    private async Task<CheckedCall> PrepareAsync(Execution row, CancellationToken cancellationToken)
    {
        var engine = catalogue.Find(row.EngineId)
            ?? throw new EngineFailedException(
                ErrorCodes.EngineFailed, $"This version of the service has no engine {row.EngineId}.", retriable: false);
        var data = await payloads.ReadAsync(row.Input, cancellationToken);
        return engine.Prepare(new EngineRequest(row.Action, data)) switch
        {
            Preparation.Ready ready => new CheckedCall(ready.Call, KeyOf(row, engine.Descriptor, data)),
            Preparation.Refused refused => throw new InputRefusedException(refused.Errors),
            _ => throw new UnreachableException(),
        };
    }

    private EngineRun RunOf(Execution row) => new(row.Id, row.Now, row.Attempts)
    {
        Caller = row.Caller,

        // An attempt that came to an outcome and is followed by another one has left its error.
        EarlierAttemptLost = row.Attempts > 1 && row.Error?.Attempt != row.Attempts - 1,
        Checkpoints = row.MaxAttempts > 1 ? new ClaimedCheckpoints(checkpoints, row.Claim) : NoCheckpoints.Instance,
    };

    private static ResultKey? KeyOf(Execution row, EngineDescriptor engine, ReadOnlyMemory<byte> data) =>
        ExecutionOptionsReader.ReadStored(row.Options).Cache ? ResultKey.Of(engine, row.Action, SHA256.HashData(data.Span)) : null;

    private static Completion Ended(Execution row, ExecutionEvent @event) => new(row.Claim, @event, TimeSpan.Zero);

    private Completion Failed(Execution row, string code, string message, bool retriable, TimeSpan? retryAfter = null)
    {
        var error = new ExecutionError(code, message, retriable, row.Attempts);
        return retriable && row.Attempts < row.MaxAttempts
            ? Ended(row, ExecutionEvent.Retry) with { Error = error,
                Delay = RetryPolicy.Delay(row.Attempts, random.NextDouble(), retryAfter) }
            : Ended(row, ExecutionEvent.Fail) with { Error = error };
    }

    [LoggerMessage(1111, LogLevel.Error, "The engine {EngineId} threw in execution {ExecutionId}.")]
    private static partial void EngineThrew(ILogger logger, string engineId, ExecutionId executionId, Exception exception);

    /// <summary>A stored input that this version of the engine refuses.</summary>
    private sealed class InputRefusedException(IReadOnlyList<InputError> errors)
        : Exception("The stored input is not a request for this version of the engine.")
    {
        public ExecutionError ToError(int attempt) => new(ErrorCodes.Validation, Message, false, attempt, errors);
    }
}
