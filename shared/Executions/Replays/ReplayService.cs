using System.Diagnostics;
using TlEngine.Access;
using TlEngine.Engines;
using TlEngine.Executions.Idempotency;
using TlEngine.Messaging;
using TlEngine.Storage;

namespace TlEngine.Executions.Replays;

/// <summary>Runs executions again that have ended: the same engine, action, data and options, and the same <c>now</c>.</summary>
internal sealed class ReplayService(
    EngineCatalogue catalogue, IExecutionList executions, IExecutionReplays store, ReplayInputs inputs, RepeatedCalls repeats,
    WakeupPublisher wakeups, TimeProvider time)
{
    /// <param name="call">Null where the caller sent no idempotency key.</param>
    /// <param name="answer">What the caller is told of the new execution, stored with its key.</param>
    public async Task<ReplayOutcome> ReplayAsync(
        Caller caller, ExecutionId id, IdempotentCall? call, Func<Execution, StoredAnswer> answer, CancellationToken cancellationToken)
    {
        var original = await executions.FindAsync(id, cancellationToken);
        if (original is null || !(caller.MaySee(original.Caller) || caller.MayChange(original.Caller)))
        {
            return new ReplayOutcome.Unknown();
        }

        if (Refuse(caller, original) is { } refusal)
        {
            return new ReplayOutcome.Refused(refusal);
        }

        IReadOnlyList<Execution>? rows = null;
        var repeat = await repeats.OnceAsync(call, async () =>
        {
            rows = await TryRunAsync([original], once: false, call, made => made is [var row] ? answer(row) : null, cancellationToken);
            return rows is not null;
        });
        return repeat is not null ? new ReplayOutcome.Repeated(repeat)
            : rows is [var replayed] ? new ReplayOutcome.Accepted(replayed)
            : new ReplayOutcome.Refused(new Refusal(ErrorCodes.NotReplayable, "The execution's input is no longer kept."));
    }

    /// <summary>
    /// Replays failed executions that were not replayed before, oldest first, all in one transaction. Called twice by accident it replays
    /// none twice.
    /// </summary>
    /// <param name="wanted">Its engines and its caller are narrowed to what the caller may use and change.</param>
    /// <param name="call">Null where the caller sent no idempotency key.</param>
    /// <param name="answer">What the caller is told of the new executions, stored with its key.</param>
    /// <returns>Accepted or Repeated.</returns>
    public async Task<ReplayOutcome> ReplayFailedAsync(
        Caller caller, BulkReplay wanted, IdempotentCall? call, Func<IReadOnlyList<Execution>, StoredAnswer> answer,
        CancellationToken cancellationToken)
    {
        var engines = catalogue.All.Select(engine => engine.Descriptor.Id).Where(caller.MayUse)
            .Where(id => wanted.EngineId is null || wanted.EngineId == id);
        var owner = caller.May(Scopes.OpsWrite) ? null : caller.Id;
        var filter = new FailureFilter([.. engines], owner, wanted.ErrorCode, wanted.Since, wanted.Until);
        IReadOnlyList<Execution>? rows = null;
        var repeat = await repeats.OnceAsync(call, async () =>
        {
            var failed = await store.FindFailedAsync(filter, wanted.Limit, cancellationToken);
            rows = await TryRunAsync(failed, once: true, call, answer, cancellationToken);
            return rows is not null;
        });
        return repeat is not null ? new ReplayOutcome.Repeated(repeat) : new ReplayOutcome.AcceptedAll(rows!);
    }

    /// <summary>The replays of those that could be: each original once, where that is asked for.</summary>
    public async Task<IReadOnlyList<Execution>> RunAsync(
        IReadOnlyList<Execution> originals, bool once, CancellationToken cancellationToken) =>
        (await TryRunAsync(originals, once, null, _ => null, cancellationToken))!;

    /// <returns>Null where the key is taken.</returns>
    private async Task<IReadOnlyList<Execution>?> TryRunAsync(
        IReadOnlyList<Execution> originals, bool once, IdempotentCall? call, Func<IReadOnlyList<Execution>, StoredAnswer?> answer,
        CancellationToken cancellationToken)
    {
        var replays = new List<NewReplay>(originals.Count);
        foreach (var original in originals)
        {
            if (await PrepareAsync(original, once, cancellationToken) is { } replay)
            {
                replays.Add(replay);
            }
        }

        // No token from here: what the caller is not told of would be replayed all the same.
        var owner = replays is [var single] ? single.Id : ExecutionId.New(time);
        var key = call is null ? null : new KeyedReplay(call, owner, answer);
        var rows = await store.ReplayAsync(replays, key, CancellationToken.None);
        foreach (var (_, replay) in replays.Index().Where(pair => rows?[pair.Index] is null))
        {
            await inputs.DropAsync(replay, CancellationToken.None);
        }

        if (rows is null)
        {
            return null;
        }

        var inserted = rows.OfType<Execution>().ToList();
        inserted.ForEach(row => wakeups.Enqueue(new Wakeup(row.Id, 0, row.Priority, TimeSpan.Zero)));
        return inserted;
    }

    private Refusal? Refuse(Caller caller, Execution original)
    {
        if (!caller.MayChange(original.Caller))
        {
            return new Refusal(
                ErrorCodes.Forbidden, "This key may see the execution, but only its own caller and ops:write may replay it.");
        }

        if (!ExecutionTransitions.IsFinal(original.Status))
        {
            return new Refusal(
                ErrorCodes.NotReplayable,
                $"The execution is {ExecutionStatusNames.Of(original.Status)}; replay it when it has ended, or cancel it now.");
        }

        if (catalogue.Find(original.EngineId) is null)
        {
            return new Refusal(
                ErrorCodes.NotReplayable,
                $"This version of the service has no engine {original.EngineId}; GET /api/v1/engines lists them.");
        }

        return caller.MayUse(original.EngineId)
            ? null
            : new Refusal(
                ErrorCodes.Forbidden, $"This key may not use {original.EngineId}; it is limited to {string.Join(", ", caller.Engines)}.");
    }

    /// <returns>Null where the original's input is no longer kept.</returns>
    private async Task<NewReplay?> PrepareAsync(Execution original, bool once, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var id = ExecutionId.New(time);
        var options = ReplayOptions.Of(original.Options);
        var engine = catalogue.Find(original.EngineId)?.Descriptor;
        var (there, copy) = await inputs.CopyAsync(original, id, now, cancellationToken);
        return !there ? null : new NewReplay(
            original.Id,
            id,
            engine?.Version ?? original.EngineVersion,
            options,
            ReplayOptions.MaxAttempts(options, engine),
            now,
            copy,
            Activity.Current?.Id,
            once);
    }
}
