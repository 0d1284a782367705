using Npgsql;
using TlEngine.Executions;
using TlEngine.Executions.Listing;
using TlEngine.Messaging;

namespace TlEngine.Storage.Postgres;

/// <summary>The dead letters in PostgreSQL.</summary>
internal sealed class PostgresDeadLetterStore(PostgresGateway gateway) : IDeadLetterStore
{
    private const string Columns =
        "id, queue, code, reason, execution_id, attempts, caller, body, created_at, replayed_at, replayed_as, octet_length(body)";

    private static readonly string ListColumns =
        Columns.Replace(" body,", $" substring(body from 1 for {DeadLetter.ShownBytes}),", StringComparison.Ordinal);

    private const string InsertSql =
        """
        INSERT INTO dead_letters (id, queue, code, reason, execution_id, attempts, caller, body, created_at, unpublished_since)
        SELECT *, statement_timestamp() FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (id) DO NOTHING
        """;

    private const string FindUnpublishedSql =
        $"""
        SELECT {Columns} FROM dead_letters WHERE unpublished_since IS NOT NULL AND unpublished_since <= statement_timestamp() - $1
        ORDER BY unpublished_since LIMIT $2
        """;

    private const string MarkReplayedSql =
        "UPDATE dead_letters SET replayed_at = statement_timestamp() WHERE id = ANY($1) AND replayed_at IS NULL";

    // A letter that someone else has locked is being marked already.
    private const string MarkPublishedSql =
        """
        UPDATE dead_letters SET unpublished_since = NULL
        WHERE id IN (SELECT id FROM dead_letters WHERE id = ANY($1) ORDER BY id FOR UPDATE SKIP LOCKED)
        """;

    public async Task InsertAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken)
    {
        if (letters.Count == 0)
        {
            return;
        }

        // In the order of their ids, so that overlapping groups wait for each other instead of deadlocking.
        var ordered = letters.OrderBy(letter => letter.Id).ToList();
        await gateway.RunAsync(
            (connection, token) => connection.ExecuteAsync(new PostgresStatement(InsertSql, Parameters(ordered)), token),
            cancellationToken);
    }

    public Task<IReadOnlyList<DeadLetter>> ListAsync(
        DeadLetterFilter filter, PageKey? after, int limit, CancellationToken cancellationToken) =>
        QueryAsync(
            () =>
            {
                var where = Where(filter);
                if (after is { } last)
                {
                    where.Add("(created_at, id) < (?, ?)", PostgresParameter.Of((DateTimeOffset?)last.At), PostgresParameter.Of(last.Id));
                }

                return new PostgresStatement(
                    $"SELECT {ListColumns} FROM dead_letters {where.Sql} ORDER BY created_at DESC, id DESC LIMIT {limit}", where.Values);
            },
            cancellationToken);

    public Task<IReadOnlyList<DeadLetter>> FindUnreplayedAsync(
        DeadLetterFilter filter, PageKey? after, int limit, CancellationToken cancellationToken) =>
        QueryAsync(
            () =>
            {
                var where = Where(filter);
                where.Add("replayed_at IS NULL");
                if (after is { } last)
                {
                    where.Add("(created_at, id) > (?, ?)", PostgresParameter.Of((DateTimeOffset?)last.At), PostgresParameter.Of(last.Id));
                }

                return new PostgresStatement(
                    $"SELECT {Columns} FROM dead_letters {where.Sql} ORDER BY created_at, id LIMIT {limit}", where.Values);
            },
            cancellationToken);

    public Task<IReadOnlyList<DeadLetter>> FindUnpublishedAsync(TimeSpan grace, int limit, CancellationToken cancellationToken) =>
        gateway.RunAsync(
            () => [new PostgresStatement(FindUnpublishedSql, PostgresParameter.Of(grace), PostgresParameter.Of(limit))],
            (reader, token) => reader.ListAsync(Read, token),
            cancellationToken);

    public Task MarkReplayedAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        MarkAsync(MarkReplayedSql, ids, cancellationToken);

    public Task MarkPublishedAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        MarkAsync(MarkPublishedSql, ids, cancellationToken);

    private static PostgresConditions Where(DeadLetterFilter filter)
    {
        var where = new PostgresConditions();
        where.AddIf(filter.Queue, "queue = ?");
        where.AddIf(filter.Code, "code = ?");
        where.AddIf(filter.Since, "created_at >= ?");
        where.AddIf(filter.Until, "created_at < ?");
        if (filter.Ids is { } ids)
        {
            where.Add("id = ANY(?)", PostgresParameter.Ids(ids, id => id));
        }

        return where;
    }

    private Task<IReadOnlyList<DeadLetter>> QueryAsync(Func<PostgresStatement> statement, CancellationToken cancellationToken) =>
        gateway.RunAsync(() => [statement()], (reader, token) => reader.ListAsync(Read, token), cancellationToken);

    private Task MarkAsync(string sql, IReadOnlyList<Guid> ids, CancellationToken cancellationToken) => ids.Count == 0
        ? Task.CompletedTask
        : gateway.RunAsync(
            (connection, token) => connection.ExecuteAsync(new PostgresStatement(sql, PostgresParameter.Ids(ids, id => id)), token),
            cancellationToken);

    private static NpgsqlParameter[] Parameters(List<DeadLetter> letters) =>
    [
        PostgresParameter.Ids(letters, letter => letter.Id),
        PostgresParameter.Texts(letters, letter => letter.Queue),
        PostgresParameter.Texts(letters, letter => letter.Code),
        PostgresParameter.Texts(letters, letter => letter.Reason),
        PostgresParameter.Ids(letters, letter => letter.ExecutionId?.Value),
        PostgresParameter.Integers(letters, letter => letter.Attempts),
        PostgresParameter.Texts(letters, letter => letter.Caller),
        PostgresParameter.Bytes(letters, letter => letter.Body),
        PostgresParameter.Times(letters, letter => letter.CreatedAt),
    ];

    private static DeadLetter Read(NpgsqlDataReader reader) => new(
        reader.GetGuid(0),
        reader.GetString(1),
        reader.GetString(2),
        reader.GetString(3),
        reader.Value<Guid>(4) is { } execution ? new ExecutionId(execution) : null,
        reader.GetInt32(5),
        reader.Text(6),
        reader.GetFieldValue<byte[]>(7),
        reader.GetFieldValue<DateTimeOffset>(8))
    {
        ReplayedAt = reader.Value<DateTimeOffset>(9),
        ReplayedAs = reader.Value<Guid>(10) is { } replay ? new ExecutionId(replay) : null,
        BodyLength = reader.GetInt32(11),
    };
}
