using TlEngine.Executions;

namespace TlEngine.Storage.Embedded;

internal sealed partial class SqliteExecutionStore
{
    public Task<IReadOnlyList<ClaimOutcome>> ClaimAsync(
        IReadOnlyList<ExecutionId> ids, TimeSpan lease, CancellationToken cancellationToken) =>
        gateway.WriteAsync<IReadOnlyList<ClaimOutcome>>(
            session => [.. ids.Select(id => Claim(session, id, lease, takesSuspects: false))], cancellationToken);

    public Task<ClaimOutcome> ClaimSuspectAsync(ExecutionId id, TimeSpan lease, CancellationToken cancellationToken) =>
        gateway.WriteAsync(session => Claim(session, id, lease, takesSuspects: true), cancellationToken);

    private static ClaimOutcome Claim(SqliteSession session, ExecutionId id, TimeSpan lease, bool takesSuspects)
    {
        var now = session.Now;
        if (ExecutionRow.Find(session, id, ExecutionRow.Columns) is not { } row)
        {
            return new ClaimOutcome.Lost(null);
        }

        if (ExecutionTransitions.Next(row.Status, ExecutionEvent.Claim) is not { } claimed || row.LeaseUntil > now)
        {
            return new ClaimOutcome.Lost(row.Status);
        }

        if (row.CancelRequested)
        {
            return new ClaimOutcome.Ended(End(session, row, ExecutionEvent.Cancel));
        }

        if (row.ExpiresAt <= now && row.StartedAt is null && ExecutionTransitions.Next(row.Status, ExecutionEvent.Expire) is not null)
        {
            return new ClaimOutcome.Ended(End(session, row, ExecutionEvent.Expire));
        }

        if (row.DueAt > now && StatusSql.IsWaiting(row.Status))
        {
            return new ClaimOutcome.Early(row.DueAt - now, row.Priority);
        }

        var suspect = row.Suspect || row.Status == ExecutionStatus.Running;
        var taken = row with { Status = claimed, Fence = row.Fence + 1, LeaseUntil = now + lease, Suspect = suspect };
        if (row.Attempts >= row.MaxAttempts)
        {
            return new ClaimOutcome.Ended(End(session, taken with { Fence = row.Fence }, ExecutionEvent.Fail));
        }

        if (suspect && !takesSuspects)
        {
            return new ClaimOutcome.Suspect();
        }

        taken = taken with { Attempts = row.Attempts + 1, StartedAt = row.StartedAt ?? now };
        ExecutionRow.Save(session, taken);
        return new ClaimOutcome.Claimed(taken);
    }

    /// <summary>Ends a row, or puts it back, without its worker: the newer fence voids the claim that it may have had.</summary>
    private static Execution End(SqliteSession session, Execution row, ExecutionEvent @event)
    {
        var status = ExecutionTransitions.Next(row.Status, @event)
            ?? throw new InvalidOperationException($"{@event} is refused for execution {row.Id}, which is {row.Status}.");
        var ended = row with
        {
            Status = status,
            Fence = row.Fence + 1,
            LeaseUntil = null,
            Suspect = row.Suspect || row.LeaseUntil is not null,
            FinishedAt = ExecutionTransitions.IsFinal(status) ? session.Now : null,
            Error = @event == ExecutionEvent.Fail ? LostWorkers.Error(row.Attempts) : row.Error,
        };
        ExecutionRow.Save(session, ended);
        return ended;
    }
}
