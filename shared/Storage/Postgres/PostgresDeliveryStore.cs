using Npgsql;
using TlEngine.Executions;
using TlEngine.Webhooks.Deliveries;

namespace TlEngine.Storage.Postgres;

/// <summary>The callbacks in PostgreSQL.</summary>
internal sealed class PostgresDeliveryStore(PostgresGateway gateway) : IDeliveryStore
{
    private const string Columns =
        "id, execution_id, caller, url, stage, attempt, rung, fence, response_status, error, created_at, next_attempt_at";

    private const string ClaimSql =
        $"""
        UPDATE deliveries SET
            stage = 1, attempt = attempt + 1, rung = rung + 1, fence = fence + 1, lease_until = statement_timestamp() + $2,
            next_attempt_at = NULL, unpublished_since = NULL
        WHERE id = $1 AND (stage = 0 AND next_attempt_at <= statement_timestamp() OR stage = 1 AND lease_until <= statement_timestamp())
        RETURNING {Columns}
        """;

    private const string RemainingSql = "SELECT next_attempt_at - statement_timestamp() FROM deliveries WHERE id = $1 AND stage = 0";

    private const string FinishSql =
        """
        UPDATE deliveries SET
            stage = $3,
            lease_until = NULL,
            attempt = attempt - $7::int,
            rung = rung - $7::int,
            response_status = CASE WHEN $7 THEN response_status ELSE $4 END,
            error = CASE WHEN $7 THEN error ELSE $5 END,
            next_attempt_at = CASE WHEN $3 = 0 THEN statement_timestamp() + $6 END,
            unpublished_since = CASE WHEN $3 = 0 THEN statement_timestamp() END,
            finished_at = CASE WHEN $3 <> 0 THEN statement_timestamp() END
        WHERE id = $1 AND fence = $2 AND stage = 1
        """;

    private const string FindUnpublishedSql =
        """
        SELECT id, next_attempt_at - statement_timestamp() FROM deliveries
        WHERE execution_id = ANY($1) AND stage = 0 AND unpublished_since IS NOT NULL
        """;

    private const string FindDueSql =
        """
        SELECT d.id, coalesce(d.next_attempt_at - statement_timestamp(), interval '0')
        FROM (SELECT id, at FROM due_deliveries ORDER BY at LIMIT $1) w JOIN deliveries d ON d.id = w.id
        ORDER BY w.at
        """;

    private const string MarkSql =
        """
        UPDATE deliveries SET published_at = statement_timestamp(), unpublished_since = NULL
        WHERE id IN (SELECT id FROM deliveries WHERE id = ANY($1) AND stage IN (0, 1) ORDER BY id FOR UPDATE)
        """;

    private const string RedeliverSql =
        $"""
        UPDATE deliveries SET
            stage = 0, rung = 0, next_attempt_at = statement_timestamp(), unpublished_since = statement_timestamp(), published_at = NULL,
            finished_at = NULL
        WHERE id = $1 AND stage <> 1
        RETURNING {Columns}
        """;

    public Task<DeliveryClaim> ClaimAsync(Guid id, TimeSpan lease, CancellationToken cancellationToken) =>
        gateway.RunAsync<DeliveryClaim>(
            () =>
            [
                new PostgresStatement(ClaimSql, PostgresParameter.Of(id), PostgresParameter.Of(lease)),
                new PostgresStatement(RemainingSql, PostgresParameter.Of(id)),
            ],
            ReadClaimAsync,
            cancellationToken);

    public Task<bool> FinishAsync(DeliveryEnd end, CancellationToken cancellationToken) =>
        gateway.RunAsync(
            async (connection, token) => await connection.ExecuteAsync(
                new PostgresStatement(
                    FinishSql,
                    PostgresParameter.Of(end.Id),
                    PostgresParameter.Of((long?)end.Fence),
                    PostgresParameter.Of((int)end.Status),
                    new NpgsqlParameter
                    {
                        Value = (object?)end.ResponseStatus ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Integer,
                    },
                    PostgresParameter.Of(end.Error),
                    PostgresParameter.Of(end.Delay),
                    PostgresParameter.Of(end.Postponed)),
                token) == 1,
            cancellationToken);

    public Task<IReadOnlyList<DueDelivery>> FindUnpublishedAsync(
        IReadOnlyList<ExecutionId> executions, CancellationToken cancellationToken) =>
        ListAsync(FindUnpublishedSql, () => PostgresParameter.Ids(executions, id => id.Value), ReadDue, cancellationToken);

    public Task<IReadOnlyList<DueDelivery>> FindDueAsync(int limit, CancellationToken cancellationToken) =>
        ListAsync(FindDueSql, () => PostgresParameter.Of(limit), ReadDue, cancellationToken);

    public Task MarkPublishedAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        gateway.RunAsync(
            (connection, token) =>
                connection.ExecuteAsync(new PostgresStatement(MarkSql, PostgresParameter.Of(ids.ToArray())), token),
            cancellationToken);

    public async Task<Delivery?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (await ListAsync($"SELECT {Columns} FROM deliveries WHERE id = $1", () => PostgresParameter.Of(id), Read, cancellationToken))
        .SingleOrDefault();

    public Task<IReadOnlyList<Delivery>> ListAsync(ExecutionId execution, CancellationToken cancellationToken) =>
        ListAsync(
            $"SELECT {Columns} FROM deliveries WHERE execution_id = $1 ORDER BY created_at, id",
            () => PostgresParameter.Of(execution.Value), Read, cancellationToken);

    public async Task<Delivery?> RedeliverAsync(Guid id, CancellationToken cancellationToken) =>
        (await ListAsync(RedeliverSql, () => PostgresParameter.Of(id), Read, cancellationToken)).SingleOrDefault();

    private Task<IReadOnlyList<T>> ListAsync<T>(
        string sql, Func<NpgsqlParameter> parameter, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) =>
        gateway.RunAsync(
            () => [new PostgresStatement(sql, parameter())], (reader, token) => reader.ListAsync(read, token), cancellationToken);

    private static async Task<DeliveryClaim> ReadClaimAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        if (await reader.ReadAsync(cancellationToken))
        {
            return new DeliveryClaim.Claimed(Read(reader));
        }

        await reader.NextResultAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new DeliveryClaim.Early(Remaining(reader.GetFieldValue<TimeSpan>(0)))
            : new DeliveryClaim.Lost();
    }

    private static DueDelivery ReadDue(NpgsqlDataReader reader) => new(reader.GetGuid(0), Remaining(reader.GetFieldValue<TimeSpan>(1)));

    private static TimeSpan Remaining(TimeSpan left) => left > TimeSpan.Zero ? left : TimeSpan.Zero;

    private static Delivery Read(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetGuid(0),
        ExecutionId = new ExecutionId(reader.GetGuid(1)),
        Caller = reader.GetString(2),
        Url = new Uri(reader.GetString(3)),
        Status = (DeliveryStatus)reader.GetInt16(4),
        Attempt = reader.GetInt32(5),
        Rung = reader.GetInt32(6),
        Fence = reader.GetInt64(7),
        ResponseStatus = reader.Value<int>(8),
        Error = reader.Text(9),
        CreatedAt = reader.GetFieldValue<DateTimeOffset>(10),
        NextAttemptAt = reader.Value<DateTimeOffset>(11),
    };
}
