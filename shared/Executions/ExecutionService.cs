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
            : await RunAsync(submission, engine, call, input, cancellationToken);
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
        Submission submission, EngineDescriptor engine, CheckedCall call, Task<Payload>? input, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();

        // As it will be read back: what an engine has as now is the same whenever it runs.
        var (id, now) = (ExecutionId.New(time), StoredTime.Truncate(time.GetUtcNow()));
        async Task<NewExecution> RowAsync()
        {
            var stored = input is null ? null : await input;
            return factory.Create(
                submission.Request, engine, submission.Caller.Id, ExecutionSource.Http, waits: true, id, input: stored, createdAt: now)
                with { Idempotency = submission.Key?.Of(id) };
        }

        var lookup = call.Key is { } key ? await results.LookAsync(key, cancellationToken) : new ResultLookup.Make(null);
        switch (lookup)
        {
            case ResultLookup.Hit hit:
                usage.Hit(engine.Id);
                var row = await RowAsync();
                return await RecordAsync(row with { ClaimFor = null, CachedResult = hit.Result, Duration = time.GetElapsedTime(began) });
            case ResultLookup.Make make:
                // A short input is recorded before another thread would have begun.
                var early = input is null ? null : BeginEarly(submission, engine, call.Call, new EngineRun(id, now, 1));
                call = call with { Permit = make.Permit, Early = early };
                break;
            default:
                // An equal call is running: the attempt waits for it, when this one is recorded.
                break;
        }

        var (inserted, repeat) = await InsertAsync(RowAsync, call);
        return inserted is null
            ? new SubmissionOutcome.Repeated(repeat!)
            : await EndAsync(submission, inserted, call, cancellationToken);
    }

    /// <summary>Runs what is recorded and waits for its end, no longer than the caller wants to.</summary>
    private async Task<SubmissionOutcome> EndAsync(
        Submission submission, Execution row, CheckedCall call, CancellationToken cancellationToken)
    {
        // Beside the wait, not before it: an engine keeps the thread that it is run on.
        var running = submission.Wait is null ? runner.RunAsync(row, call) : Task.Run(() => runner.RunAsync(row, call));
        if (submission.Wait is { } patience)
        {
            await Task.WhenAny(running, Task.Delay(patience, time, cancellationToken));
            if (!running.IsCompleted)
            {
                _ = runner.WatchAsync(row.Id, running);

                // A caller that has gone away is told nothing, so nothing is recorded as told.
                cancellationToken.ThrowIfCancellationRequested();
                return await AcceptAsync(submission, row);
            }
        }

        var ended = await running ?? await store.FindAsync(row.Id, cancellationToken) ?? throw new UnreachableException();
        return ExecutionTransitions.IsFinal(ended.Status)
            ? new SubmissionOutcome.Ended(ended)
            : await AcceptAsync(submission, ended);
    }

    /// <returns>Null for a call that has effects: nothing may come of it before it is recorded.</returns>
    private EarlyRun? BeginEarly(Submission submission, EngineDescriptor engine, IPreparedCall call, EngineRun run)
    {
        var timeout = submission.Request.Options.Timeout ?? engine.DefaultTimeout;
        return engine.SideEffects && !call.IsWithoutSideEffects
            ? null
            : new EarlyRun(call, run with { Caller = submission.Caller.Id }, timeout, time);
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

    private async Task<(Execution? Row, Repeat? Repeat)> InsertAsync(Func<Task<NewExecution>> row, CheckedCall call)
    {
        var recorded = false;
        try
        {
            var outcome = await InsertAsync(await row());
            recorded = outcome.Row is not null;
            return outcome;
        }
        finally
        {
            if (!recorded)
            {
                await call.DisposeAsync();
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
