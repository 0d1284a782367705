using TlEngine.Storage;

namespace TlEngine.Executions.Idempotency;

/// <summary>Sees to it that a call with a key is done once, whatever the number of instances that it reaches.</summary>
internal sealed class RepeatedCalls(IIdempotencyStore keys, IExecutionStore executions)
{
    /// <summary>Failures that are answers; after any other the key is free, and the call may be tried again.</summary>
    private static readonly string[] Kept =
        [ErrorCodes.EngineFailed, ErrorCodes.OutcomeUnknown, ErrorCodes.Internal, ErrorCodes.EngineTimeout];

    /// <param name="call">Null: a call without a key, which is always done.</param>
    /// <param name="tryDo">Does all that the call does in one transaction with its key; false where the key is taken.</param>
    /// <returns>Null when it was done, else what the earlier call means for this one.</returns>
    public async Task<Repeat?> OnceAsync(IdempotentCall? call, Func<Task<bool>> tryDo)
    {
        while (!await tryDo())
        {
            if (await FindAsync(call!, CancellationToken.None) is { } repeat)
            {
                return repeat;
            }

            // The key has become free since.
        }

        return null;
    }

    /// <summary>Records an answer that was not known when the key was taken.</summary>
    public Task AnswerAsync(NewIdempotencyKey key) => keys.AnswerAsync(key, CancellationToken.None);

    /// <returns>Null where the key is free.</returns>
    private async Task<Repeat?> FindAsync(IdempotentCall call, CancellationToken cancellationToken)
    {
        if (await keys.FindAsync(call.Caller, call.Key, cancellationToken) is not { } known)
        {
            return null;
        }

        var row = known.Answer is null ? await executions.FindAsync(known.Owner, cancellationToken) : null;
        if (known.Answer is null && !IsKept(row))
        {
            await keys.ForgetAsync(call.Caller, call.Key, known.Owner, cancellationToken);
            return null;
        }

        if (!known.Fingerprint.Span.SequenceEqual(call.Fingerprint.Span))
        {
            return new Repeat.Mismatch();
        }

        return known.Answer is { } answer ? new Repeat.Answered(known.Owner, answer)
            : ExecutionTransitions.IsFinal(row!.Status) ? new Repeat.Ended(row)
            : new Repeat.InProgress();
    }

    private static bool IsKept(Execution? row) =>
        row is not null && (row.Status != ExecutionStatus.Failed || Kept.Contains(row.Error?.Code, StringComparer.Ordinal));
}
