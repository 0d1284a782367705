using Microsoft.Data.Sqlite;
using TlEngine.Executions;
using TlEngine.Messaging;

namespace TlEngine.Storage.Embedded;

/// <summary>The dead letters in the file.</summary>
internal sealed class SqliteDeadLetterStore(SqliteGateway gateway) : IDeadLetterStore
{
    private const string Columns = "id, queue, code, reason, execution_id, attempts, caller, body, created_at";

    private const string InsertSql =
        $"INSERT INTO dead_letters ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (id) DO NOTHING";

    private const string ListSql = $"SELECT {Columns} FROM dead_letters ORDER BY created_at DESC, id DESC LIMIT ?1";

    public Task InsertAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken) =>
        gateway.WriteAsync(session => letters.Sum(letter => Insert(session, letter)), cancellationToken);

    public Task<IReadOnlyList<DeadLetter>> ListAsync(int limit, CancellationToken cancellationToken) =>
        gateway.ReadAsync<IReadOnlyList<DeadLetter>>(session => session.Query(ListSql, Read, limit), cancellationToken);

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
        reader.Time(8));
}
