using System.Diagnostics;
using TlEngine.Access;
using TlEngine.Engines;
using TlEngine.Executions.Idempotency;
using TlEngine.Executions.Requests;
using TlEngine.Executions.Results;
using TlEngine.Messaging;
using TlEngine.Statistics;
using TlEngine.Storage;

namespace TlEngine.Executions;

/// <summary>Takes requests over HTTP: checks them, stores them, then runs them here or leaves them to a worker.</summary>
internal sealed class ExecutionService(
    RequestCheck check, ExecutionFactory factory, ResultCache results, ExecutionWriter writer, ExecutionRunner runner,
    WakeupPublisher wakeups, RepeatedCalls repeats, UsageCounters usage, IExecutionStore store, TimeProvider time)
{
    /// <exception cref="Readiness.DependencyUnavailableException">Nothing was accepted, or the answer is not known: the row
    /// tells.</exception>
    public async Task<SubmissionOutcome> SubmitAsync(Submission submission, CancellationToken cancellationToken)
    {
        var request = submission.Request;

        // Reading a long input and compressing it take about as long: both at once.
        var input = PayloadCodec.Begin(request.Data, cancellationToken);
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
            ? await QueueAsync(submission, engine, input is null ? null : await input)
            : await RunAsync(submission, engine, call, input is null ? null : await input, cancellationToken);
    }

    /// <summary>Why a request that could not be read is refused: every fault, those of its data too.</summary>
    public Refusal Refuse(RequestReading.Bad bad, Caller caller) => check.Complete(bad, caller);

    private async Task<SubmissionOutcome> QueueAsync(Submission submission, EngineDescriptor engine, Payload? input)
    {
        var row = factory.Create(
            submission.Request, engine, submission.Caller.Id, ExecutionSource.Http, waits: false, input: input) with { ClaimFor = null };
        var accepted = new SubmissionOutcome.Accepted(row.Id, row.EngineId, ExecutionStatus.Queued);
        var (_, repeat) = await InsertAsync(row with { Idempotency = submission.Key?.Of(accepted) });
        if (repeat is not null)
        {
            return new SubmissionOutcome.Repeated(repeat);
        }

        wakeups.Enqueue(new Wakeup(row.Id, 0, row.Priority, row.DueAt - time.GetUtcNow()));
        return accepted;
    }

    private async Task<SubmissionOutcome> RunAsync(
        Submission submission, EngineDescriptor engine, CheckedCall call, Payload? input, CancellationToken cancellationToken)
    {
        var row = factory.Create(submission.Request, engine, submission.Caller.Id, ExecutionSource.Http, waits: true, input: input);
        row = row with { Idempotency = submission.Key?.Of(row.Id) };
        var began = time.GetTimestamp();
        switch (call.Key is { } key ? await results.LookAsync(key, cancellationToken) : new ResultLookup.Busy())
        {
            case ResultLookup.Hit hit:
                usage.Hit(engine.Id);
                return await RecordAsync(row with { ClaimFor = null, CachedResult = hit.Result, Duration = time.GetElapsedTime(began) });
            case ResultLookup.Make { Permit: { } permit }:
                call = call with { Permit = permit };
                break;
            default:
                // Whether an equal call is running: the attempt waits for it, when this one is recorded.
                break;
        }

        var (inserted, repeat) = await InsertAsync(row, call);
        if (inserted is null)
        {
            return new SubmissionOutcome.Repeated(repeat!);
        }

        var running = runner.RunAsync(inserted, call);
        if (submission.Wait is { } patience)
        {
            await Task.WhenAny(running, Task.Delay(patience, time, cancellationToken));
            if (!running.IsCompleted)
            {
                _ = runner.WatchAsync(row.Id, running);

                // A caller that has gone away is told nothing, so nothing is recorded as told.
                cancellationToken.ThrowIfCancellationRequested();
                return await AcceptAsync(submission, inserted);
            }
        }

        var ended = await running ?? await store.FindAsync(row.Id, cancellationToken) ?? throw new UnreachableException();
        return ExecutionTransitions.IsFinal(ended.Status)
            ? new SubmissionOutcome.Ended(ended)
            : await AcceptAsync(submission, ended);
    }

    /// <summary>Records that the answer was not the end, before it is given.</summary>
    private async Task<SubmissionOutcome> AcceptAsync(Submission submission, Execution row)
    {
        var accepted = new SubmissionOutcome.Accepted(row.Id, row.EngineId, row.Status);
        if (submission.Key is { } key)
        {
            await repeats.AnswerAsync(key.Of(accepted));
        }

        return accepted;
    }

    private async Task<SubmissionOutcome> RecordAsync(NewExecution row)
    {
        var (inserted, repeat) = await InsertAsync(row);
        if (inserted is null)
        {
            return new SubmissionOutcome.Repeated(repeat!);
        }

        runner.Report(inserted);
        return new SubmissionOutcome.Ended(inserted);
    }

    private async Task<(Execution? Row, Repeat? Repeat)> InsertAsync(NewExecution row, CheckedCall call)
    {
        var recorded = false;
        try
        {
            var outcome = await InsertAsync(row);
            recorded = outcome.Row is not null;
            return outcome;
        }
        finally
        {
            if (!recorded && call.Permit is { } permit)
            {
                await permit.DisposeAsync();
            }
        }
    }

    /// <returns>The row, or what an earlier call with its key means for this one.</returns>
    private async Task<(Execution? Row, Repeat? Repeat)> InsertAsync(NewExecution row)
    {
        Execution? inserted = null;
        var repeat = await repeats.OnceAsync(row.Idempotency?.Call, async () =>
        {
            // No token: from here the execution belongs to the service; a caller that goes away, or stops waiting, changes nothing.
            var outcome = await writer.InsertAsync(row, CancellationToken.None);
            inserted = outcome.IsKeyTaken ? null : outcome.Row;
            return inserted is not null;
        });
        return (inserted, repeat);
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
