using System.Diagnostics;
using TlEngine.Engines;
using TlEngine.Executions.Requests;
using TlEngine.Executions.Results;
using TlEngine.Messaging;
using TlEngine.Storage;

namespace TlEngine.Executions;

/// <summary>Takes requests over HTTP: checks them, stores them, then runs them here or leaves them to a worker.</summary>
internal sealed class ExecutionService(
    RequestCheck check, ExecutionFactory factory, ResultCache results, ExecutionWriter writer, ExecutionRunner runner,
    WakeupPublisher wakeups, IExecutionStore store, TimeProvider time)
{
    /// <exception cref="Readiness.DependencyUnavailableException">Nothing was accepted, or the answer is not known: the row
    /// tells.</exception>
    public async Task<SubmissionOutcome> SubmitAsync(Submission submission, CancellationToken cancellationToken)
    {
        var request = submission.Request;
        var (engine, call, refusal) = check.Check(request, submission.Caller);
        if (engine is null || call is null)
        {
            return new SubmissionOutcome.Refused(refusal!);
        }

        var later = submission.RespondAsync || request.Options.AnswersLater || call.Call.Size > engine.SyncLimit;
        if (!later && request.Options.Timeout is { TotalSeconds: > ExecutionOptionsReader.MaxSyncTimeoutSeconds } tooLong)
        {
            return new SubmissionOutcome.Refused(TooLong(tooLong));
        }

        return later
            ? await QueueAsync(submission, engine)
            : await RunAsync(submission, engine, call, cancellationToken);
    }

    private async Task<SubmissionOutcome> QueueAsync(Submission submission, EngineDescriptor engine)
    {
        var row = factory.Create(
            submission.Request, engine, submission.Caller.Id, ExecutionSource.Http, waits: false) with { ClaimFor = null };
        await writer.InsertAsync(row, CancellationToken.None);
        wakeups.Enqueue(new Wakeup(row.Id, 0, row.Priority, row.DueAt - time.GetUtcNow()));
        return new SubmissionOutcome.Accepted(row.Id, row.EngineId, ExecutionStatus.Queued);
    }

    private async Task<SubmissionOutcome> RunAsync(
        Submission submission, EngineDescriptor engine, CheckedCall call, CancellationToken cancellationToken)
    {
        var row = factory.Create(submission.Request, engine, submission.Caller.Id, ExecutionSource.Http, waits: true);
        var began = time.GetTimestamp();
        switch (call.Key is { } key ? await results.LookAsync(key, cancellationToken) : new ResultLookup.Busy())
        {
            case ResultLookup.Hit hit:
                return await RecordAsync(row with { ClaimFor = null, CachedResult = hit.Result, Duration = time.GetElapsedTime(began) });
            case ResultLookup.Make { Permit: { } permit }:
                call = call with { Permit = permit };
                break;
            default:
                // Whether an equal call is running: the attempt waits for it, when this one is recorded.
                break;
        }

        var inserted = await InsertAsync(row, call);
        var running = runner.RunAsync(inserted.Row, call);
        if (submission.Wait is { } patience)
        {
            await Task.WhenAny(running, Task.Delay(patience, time, cancellationToken));
            if (!running.IsCompleted)
            {
                _ = runner.WatchAsync(row.Id, running);
                return new SubmissionOutcome.Accepted(row.Id, row.EngineId, ExecutionStatus.Running);
            }
        }

        var ended = await running ?? await store.FindAsync(row.Id, cancellationToken) ?? throw new UnreachableException();
        return ExecutionTransitions.IsFinal(ended.Status)
            ? new SubmissionOutcome.Ended(ended)
            : new SubmissionOutcome.Accepted(ended.Id, ended.EngineId, ended.Status);
    }

    private async Task<SubmissionOutcome> RecordAsync(NewExecution row)
    {
        // No token: the answer is at hand, and it is recorded before it is given.
        var inserted = await writer.InsertAsync(row, CancellationToken.None);
        runner.Report(inserted.Row);
        return new SubmissionOutcome.Ended(inserted.Row);
    }

    private async Task<InsertOutcome> InsertAsync(NewExecution row, CheckedCall call)
    {
        try
        {
            // No token: from here the execution belongs to the service; a caller that goes away, or stops waiting, changes nothing.
            return await writer.InsertAsync(row, CancellationToken.None);
        }
        catch when (call.Permit is not null)
        {
            await call.Permit.DisposeAsync();
            throw;
        }
    }

    private static Refusal TooLong(TimeSpan timeout) => new(
        ErrorCodes.Validation,
        "The request does not have the shape that is expected; errors names every fault.",
        [
            new InputError(
                "/options/timeout_s",
                $"is {timeout.TotalSeconds:0.###}; a call that waits may take {ExecutionOptionsReader.MaxSyncTimeoutSeconds} s at most: "
                + "ask for it with Prefer: respond-async"),
        ]);
}
