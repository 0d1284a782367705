using System.Diagnostics;
using TlEngine.Access;
using TlEngine.Executions.Idempotency;
using TlEngine.Executions.Requests;
using TlEngine.Messaging;
using TlEngine.Storage;

namespace TlEngine.Executions.Batches;

/// <summary>Takes many requests at once: each is judged by itself, all good ones are stored in one transaction and left to the
/// workers.</summary>
internal sealed class BatchService(
    RequestCheck check, ExecutionFactory factory, ExecutionWriter writer, IIdempotencyStore keys, RepeatedCalls repeats,
    WakeupPublisher wakeups, TimeProvider time)
{
    /// <summary>Checks each item as a call of its own would be; stores nothing.</summary>
    public Batch Judge(Caller caller, IReadOnlyList<ReadOnlyMemory<byte>> items)
    {
        var rows = new List<NewExecution>(items.Count);
        var verdicts = new List<BatchVerdict>(items.Count);
        foreach (var (index, item) in items.Index())
        {
            var (row, refusal) = Judge(caller, item);
            if (row is not null)
            {
                rows.Add(row);
            }

            verdicts.Add(new BatchVerdict(row?.Id, refusal is null ? null : InBatch(refusal, index)));
        }

        return new Batch(rows, verdicts);
    }

    /// <summary>Stores the good items, all or none.</summary>
    /// <param name="call">Null where the caller sent no idempotency key.</param>
    /// <param name="answer">What the caller is told, stored with its key.</param>
    /// <returns>Null when it was done, else what an earlier call with the key means for this one.</returns>
    /// <exception cref="Readiness.DependencyUnavailableException">Nothing was accepted, or it is not known.</exception>
    public async Task<Repeat?> CommitAsync(Batch batch, IdempotentCall? call, StoredAnswer answer)
    {
        var key = call is null ? null : new NewIdempotencyKey(call, ExecutionId.New(time)) { Answer = answer };
        NewExecution[] rows = [.. batch.Rows.Select(row => row with { Idempotency = key })];
        if (await repeats.OnceAsync(call, () => TryStoreAsync(rows, key)) is { } repeat)
        {
            return repeat;
        }

        foreach (var row in rows)
        {
            wakeups.Enqueue(new Wakeup(row.Id, 0, row.Priority, row.DueAt - time.GetUtcNow()));
        }

        return null;
    }

    private async Task<bool> TryStoreAsync(NewExecution[] rows, NewIdempotencyKey? key)
    {
        // No token: from here the executions belong to the service, whether or not the caller stays.
        if (rows.Length == 0)
        {
            return key is null || await keys.InsertAsync(key, CancellationToken.None);
        }

        // The rows share one key, so that it is taken for all of them or for none.
        return !(await writer.InsertAllAsync(rows, CancellationToken.None))[0].IsKeyTaken;
    }

    private (NewExecution? Row, Refusal? Refusal) Judge(Caller caller, ReadOnlyMemory<byte> item)
    {
        if (!item.Span.StartsWith("{"u8))
        {
            return (null, new Refusal(
                ErrorCodes.Validation, "The item is no request.", [new InputError("", "must be an object: engine_id, action, data, options")]));
        }

        switch (ExecutionRequestReader.Read(item))
        {
            case RequestReading.Bad bad:
                return (null, check.Complete(bad, caller));
            case RequestReading.Good good:
                var (engine, _, refusal) = check.Check(good.Request, caller);
                return engine is null
                    ? (null, refusal)
                    : (factory.Create(good.Request, engine, caller.Id, ExecutionSource.Http, waits: false) with { ClaimFor = null }, null);
            default:
                throw new UnreachableException();
        }
    }

    private static Refusal InBatch(Refusal refusal, int index) => refusal with
    {
        Errors = refusal.Errors is { } errors ? [.. errors.Select(error => error with { Pointer = $"/items/{index}{error.Pointer}" })] : null,
    };
}
