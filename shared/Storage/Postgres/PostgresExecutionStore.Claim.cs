using Npgsql;
using TlEngine.Executions;

namespace TlEngine.Storage.Postgres;

internal sealed partial class PostgresExecutionStore
{
    private static readonly string ClaimSql =
        $"""
        UPDATE executions e SET
            status = d.next,
            attempts = e.attempts + d.starts::int,
            fence = e.fence + 1,
            lease_until = CASE WHEN d.starts THEN statement_timestamp() + $2 END,
            started_at = coalesce(e.started_at, CASE WHEN d.starts THEN statement_timestamp() END),
            finished_at = CASE WHEN NOT d.starts THEN statement_timestamp() END,
            unpublished_since = NULL,
            suspect = d.suspect,
            {LostWorkersSql.Assignments}
        FROM (
            SELECT id, next, suspect, next = {StatusSql.To(ExecutionEvent.Claim)} AS starts
            FROM (
                SELECT id, suspect OR status NOT IN ({StatusSql.Waiting}) AS suspect, CASE
                    WHEN cancel_requested THEN {StatusSql.To(ExecutionEvent.Cancel)}
                    WHEN status IN ({StatusSql.From(ExecutionEvent.Expire)}) AND started_at IS NULL AND expires_at <= statement_timestamp()
                        THEN {StatusSql.To(ExecutionEvent.Expire)}
                    WHEN status IN ({StatusSql.Waiting}) AND due_at > statement_timestamp() THEN NULL
                    WHEN attempts >= max_attempts THEN {StatusSql.To(ExecutionEvent.Fail)}
                    WHEN NOT $3 AND (suspect OR status NOT IN ({StatusSql.Waiting})) THEN NULL
                    ELSE {StatusSql.To(ExecutionEvent.Claim)} END AS next
                FROM executions
                WHERE id = ANY($1) AND (status IN ({StatusSql.Waiting})
                    OR status IN ({StatusSql.From(ExecutionEvent.Claim)}) AND lease_until <= statement_timestamp())) decided
            WHERE next IS NOT NULL) d
        WHERE e.id = d.id
        RETURNING {ExecutionRow.Columns}
        """;

    private static readonly string StandSql =
        $"""
        SELECT id, status, due_at - statement_timestamp(), priority,
            suspect AND status IN ({StatusSql.Waiting}) AND due_at <= statement_timestamp()
                OR coalesce(lease_until <= statement_timestamp(), false)
        FROM executions WHERE id = ANY($1)
        """;

    public Task<IReadOnlyList<ClaimOutcome>> ClaimAsync(
        IReadOnlyList<ExecutionId> ids, TimeSpan lease, CancellationToken cancellationToken) =>
        ClaimAsync(ids, lease, takesSuspects: false, cancellationToken);

    public async Task<ClaimOutcome> ClaimSuspectAsync(ExecutionId id, TimeSpan lease, CancellationToken cancellationToken) =>
        (await ClaimAsync([id], lease, takesSuspects: true, cancellationToken))[0];

    private async Task<IReadOnlyList<ClaimOutcome>> ClaimAsync(
        IReadOnlyList<ExecutionId> ids, TimeSpan lease, bool takesSuspects, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var (changed, stands) = await gateway.RunAsync(
            () =>
            [
                PostgresStatement.Lock(ids.Select(id => id.Value)),
                new PostgresStatement(
                    ClaimSql, PostgresParameter.Ids(ids, id => id.Value), PostgresParameter.Of(lease), PostgresParameter.Of(takesSuspects)),
                new PostgresStatement(StandSql, PostgresParameter.Ids(ids, id => id.Value)),
            ],
            ReadClaimsAsync,
            cancellationToken);
        // An id that is asked for twice is claimed once.
        return [.. ids.Select(id => changed.Remove(id, out var row) ? Outcome(row) : Outcome(id, stands))];
    }

    private static async Task<(Dictionary<ExecutionId, Execution> Changed, Dictionary<ExecutionId, Stand> Stands)> ReadClaimsAsync(
        NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        await reader.NextResultAsync(cancellationToken);
        var changed = await reader.ListAsync(ExecutionRow.Read, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var stands = await reader.ListAsync(
            row => (Id: new ExecutionId(row.GetGuid(0)), Stand: ReadStand(row)),
            cancellationToken);
        return (changed.ToDictionary(row => row.Id), stands.ToDictionary(row => row.Id, row => row.Stand));
    }

    private static Stand ReadStand(NpgsqlDataReader reader) =>
        new((ExecutionStatus)reader.GetInt16(1), reader.GetFieldValue<TimeSpan>(2), (ExecutionPriority)reader.GetInt16(3), reader.GetBoolean(4));

    private static ClaimOutcome Outcome(Execution row) =>
        row.Status == ExecutionStatus.Running ? new ClaimOutcome.Claimed(row) : new ClaimOutcome.Ended(row);

    private static ClaimOutcome Outcome(ExecutionId id, Dictionary<ExecutionId, Stand> stands)
    {
        if (!stands.TryGetValue(id, out var stand))
        {
            return new ClaimOutcome.Lost(null);
        }

        if (stand.Suspect)
        {
            return new ClaimOutcome.Suspect();
        }

        return StatusSql.IsWaiting(stand.Status)
            ? new ClaimOutcome.Early(stand.Remaining > TimeSpan.Zero ? stand.Remaining : TimeSpan.Zero, stand.Priority)
            : new ClaimOutcome.Lost(stand.Status);
    }

    /// <summary>How a row stands that was not claimed.</summary>
    private readonly record struct Stand(ExecutionStatus Status, TimeSpan Remaining, ExecutionPriority Priority, bool Suspect);
}
