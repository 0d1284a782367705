using Microsoft.Data.Sqlite;
using TlEngine.Executions;
using TlEngine.Webhooks.Deliveries;

namespace TlEngine.Storage.Embedded;

/// <summary>The callbacks in the file.</summary>
internal sealed class SqliteDeliveryStore(SqliteGateway gateway) : IDeliveryStore
{
    private const string Columns =
        "id, execution_id, caller, url, stage, attempt, rung, fence, response_status, error, created_at, next_attempt_at";

    private const string FindSql = $"SELECT {Columns} FROM deliveries WHERE id = ?1";

    private const string ListSql = $"SELECT {Columns} FROM deliveries WHERE execution_id = ?1 ORDER BY created_at, id";

    private const string ClaimSql =
        """
        UPDATE deliveries SET
            stage = 1, attempt = attempt + 1, rung = rung + 1, fence = fence + 1, lease_until = now_us() + ?2, next_attempt_at = NULL,
            unpublished_since = NULL
        WHERE id = ?1 AND (stage = 0 AND next_attempt_at <= now_us() OR stage = 1 AND lease_until <= now_us())
        """;

    private const string FinishSql =
        """
        UPDATE deliveries SET
            stage = ?3,
            lease_until = NULL,
            attempt = attempt - ?7,
            rung = rung - ?7,
            response_status = CASE WHEN ?7 THEN response_status ELSE ?4 END,
            error = CASE WHEN ?7 THEN error ELSE ?5 END,
            next_attempt_at = CASE WHEN ?3 = 0 THEN now_us() + ?6 END,
            unpublished_since = CASE WHEN ?3 = 0 THEN now_us() END,
            finished_at = CASE WHEN ?3 <> 0 THEN now_us() END
        WHERE id = ?1 AND fence = ?2 AND stage = 1
        """;

    private const string FindUnpublishedSql =
        "SELECT id, next_attempt_at FROM deliveries WHERE execution_id = ?1 AND stage = 0 AND unpublished_since IS NOT NULL";

    private const string FindDueSql =
        """
        SELECT d.id, coalesce(d.next_attempt_at, w.at)
        FROM (SELECT id, at FROM due_deliveries ORDER BY at LIMIT ?1) w JOIN deliveries d ON d.id = w.id
        ORDER BY w.at
        """;

    private const string MarkSql =
        "UPDATE deliveries SET published_at = now_us(), unpublished_since = NULL WHERE id = ?1 AND stage IN (0, 1)";

    private const string RedeliverSql =
        """
        UPDATE deliveries SET
            stage = 0, rung = 0, next_attempt_at = now_us(), unpublished_since = now_us(), published_at = NULL, finished_at = NULL
        WHERE id = ?1 AND stage <> 1
        """;

    public Task<DeliveryClaim> ClaimAsync(Guid id, TimeSpan lease, CancellationToken cancellationToken) =>
        gateway.WriteAsync<DeliveryClaim>(
            session => session.Execute(ClaimSql, id, lease) == 1 ? new DeliveryClaim.Claimed(Find(session, id)!)
                : Find(session, id) is { Status: DeliveryStatus.Pending, NextAttemptAt: { } next }
                    ? new DeliveryClaim.Early(next - session.Now)
                : new DeliveryClaim.Lost(),
            cancellationToken);

    public Task<bool> FinishAsync(DeliveryEnd end, CancellationToken cancellationToken) =>
        gateway.WriteAsync(
            session => session.Execute(
                FinishSql, end.Id, end.Fence, end.Status, end.ResponseStatus, end.Error, end.Delay, end.Postponed ? 1 : 0) == 1,
            cancellationToken);

    public Task<IReadOnlyList<DueDelivery>> FindUnpublishedAsync(
        IReadOnlyList<ExecutionId> executions, CancellationToken cancellationToken) =>
        gateway.ReadAsync<IReadOnlyList<DueDelivery>>(
            session =>
                [.. executions.SelectMany(id => session.Query(FindUnpublishedSql, reader => ReadDue(reader, session.Now), id.Value))],
            cancellationToken);

    public Task<IReadOnlyList<DueDelivery>> FindDueAsync(int limit, CancellationToken cancellationToken) =>
        gateway.ReadAsync<IReadOnlyList<DueDelivery>>(
            session => session.Query(FindDueSql, reader => ReadDue(reader, session.Now), limit), cancellationToken);

    public Task MarkPublishedAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        gateway.WriteAsync(session => ids.Sum(id => session.Execute(MarkSql, id)), cancellationToken);

    public Task<Delivery?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        gateway.ReadAsync(session => Find(session, id), cancellationToken);

    public Task<IReadOnlyList<Delivery>> ListAsync(ExecutionId execution, CancellationToken cancellationToken) =>
        gateway.ReadAsync<IReadOnlyList<Delivery>>(session => session.Query(ListSql, Read, execution.Value), cancellationToken);

    public Task<Delivery?> RedeliverAsync(Guid id, CancellationToken cancellationToken) =>
        gateway.WriteAsync(session => session.Execute(RedeliverSql, id) == 1 ? Find(session, id) : null, cancellationToken);

    private static Delivery? Find(SqliteSession session, Guid id) => session.Query(FindSql, Read, id).SingleOrDefault();

    private static DueDelivery ReadDue(SqliteDataReader reader, DateTimeOffset now)
    {
        var at = reader.Time(1);
        return new DueDelivery(reader.Id(0), at > now ? at - now : TimeSpan.Zero);
    }

    private static Delivery Read(SqliteDataReader reader) => new()
    {
        Id = reader.Id(0),
        ExecutionId = new ExecutionId(reader.Id(1)),
        Caller = reader.GetString(2),
        Url = new Uri(reader.GetString(3)),
        Status = (DeliveryStatus)reader.GetInt32(4),
        Attempt = reader.GetInt32(5),
        Rung = reader.GetInt32(6),
        Fence = reader.GetInt64(7),
        ResponseStatus = (int?)reader.Number(8),
        Error = reader.Text(9),
        CreatedAt = reader.Time(10),
        NextAttemptAt = reader.TimeOrNull(11),
    };
}
