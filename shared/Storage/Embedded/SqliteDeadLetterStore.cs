using Microsoft.Data.Sqlite;
using TlEngine.Executions;
using TlEngine.Executions.Listing;
using TlEngine.Messaging;

namespace TlEngine.Storage.Embedded;

/// <summary>The dead letters in the file.</summary>
internal sealed class SqliteDeadLetterStore(SqliteGateway gateway) : IDeadLetterStore
{
    private const string Columns =
        "id, queue, code, reason, execution_id, attempts, caller, body, created_at, replayed_at, replayed_as, length(body)";

    private static readonly string ListColumns =
        Columns.Replace(" body,", $" ifnull(substr(body, 1, {DeadLetter.ShownBytes}), x''),", StringComparison.Ordinal);

    private const string InsertSql =
        """
        INSERT INTO dead_letters (id, queue, code, reason, execution_id, attempts, caller, body, created_at, unpublished_since)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, now_us()) ON CONFLICT (id) DO NOTHING
        """;

    private const string FindUnpublishedSql =
        $"""
        SELECT {Columns} FROM dead_letters WHERE unpublished_since IS NOT NULL AND unpublished_since <= now_us() - ?1
        ORDER BY unpublished_since LIMIT ?2
        """;

    private const string MarkReplayedSql = "UPDATE dead_letters SET replayed_at = now_us() WHERE id = ?1 AND replayed_at IS NULL";
    private const string MarkPublishedSql = "UPDATE dead_letters SET unpublished_since = NULL WHERE id = ?1";

    public Task InsertAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken) =>
        gateway.WriteAsync(session => letters.Sum(letter => Insert(session, letter)), cancellationToken);

    public Task<IReadOnlyList<DeadLetter>> ListAsync(
        DeadLetterFilter filter, PageKey? after, int limit, CancellationToken cancellationToken)
    {
        var where = Where(filter);
        if (after is { } last)
        {
            where.Add("(created_at, id) < (?, ?)", last.At, last.Id);
        }

        return QueryAsync(
            $"SELECT {ListColumns} FROM dead_letters {where.Sql} ORDER BY created_at DESC, id DESC {where.Limit(limit)}",
            where,
            cancellationToken);
    }

    public Task<IReadOnlyList<DeadLetter>> FindUnreplayedAsync(
        DeadLetterFilter filter, PageKey? after, int limit, CancellationToken cancellationToken)
    {
        var where = Where(filter);
        where.Add("replayed_at IS NULL");
        if (after is { } last)
        {
            where.Add("(created_at, id) > (?, ?)", last.At, last.Id);
        }

        return QueryAsync(
            $"SELECT {Columns} FROM dead_letters {where.Sql} ORDER BY created_at, id {where.Limit(limit)}", where, cancellationToken);
    }

    public Task<IReadOnlyList<DeadLetter>> FindUnpublishedAsync(TimeSpan grace, int limit, CancellationToken cancellationToken) =>
        gateway.ReadAsync<IReadOnlyList<DeadLetter>>(session => session.Query(FindUnpublishedSql, Read, grace, limit), cancellationToken);

    public Task MarkReplayedAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        gateway.WriteAsync(session => ids.Sum(id => session.Execute(MarkReplayedSql, id)), cancellationToken);

    public Task MarkPublishedAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        gateway.WriteAsync(session => ids.Sum(id => session.Execute(MarkPublishedSql, id)), cancellationToken);

    private static SqliteConditions Where(DeadLetterFilter filter)
    {
        var where = new SqliteConditions();
        where.AddIf(filter.Queue, "queue = ?");
        where.AddIf(filter.Code, "code = ?");
        where.AddIf(filter.Since, "created_at >= ?");
        where.AddIf(filter.Until, "created_at < ?");
        if (filter.Ids is { } ids)
        {
            where.Add($"id IN ({string.Join(", ", ids.Select(_ => "?"))})", [.. ids.Select(id => (object?)id)]);
        }

        return where;
    }

    private Task<IReadOnlyList<DeadLetter>> QueryAsync(string sql, SqliteConditions where, CancellationToken cancellationToken) =>
        gateway.ReadAsync<IReadOnlyList<DeadLetter>>(session => session.Query(sql, Read, where.Values), cancellationToken);

    private static int Insert(SqliteSession session, DeadLetter letter) => session.Execute(
        InsertSql,
        letter.Id,
        letter.Queue,
        letter.Code,
        letter.Reason,
        letter.ExecutionId?.Value,
        letter.Attempts,
        letter.Caller,
        letter.Body,
        letter.CreatedAt);

    private static DeadLetter Read(SqliteDataReader reader) => new(
        reader.Id(0),
        reader.GetString(1),
        reader.GetString(2),
        reader.GetString(3),
        reader.IdOrNull(4) is { } execution ? new ExecutionId(execution) : null,
        reader.GetInt32(5),
        reader.Text(6),
        reader.Bytes(7),
        reader.Time(8))
    {
        ReplayedAt = reader.TimeOrNull(9),
        ReplayedAs = reader.IdOrNull(10) is { } replay ? new ExecutionId(replay) : null,
        BodyLength = reader.GetInt32(11),
    };
}
