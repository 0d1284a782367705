using Npgsql;
using TlEngine.Executions;
using TlEngine.Messaging;

namespace TlEngine.Storage.Postgres;

/// <summary>The dead letters in PostgreSQL.</summary>
internal sealed class PostgresDeadLetterStore(PostgresGateway gateway) : IDeadLetterStore
{
    private const string Columns = "id, queue, code, reason, execution_id, attempts, caller, body, created_at";

    private const string InsertSql =
        $"""
        INSERT INTO dead_letters ({Columns})
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (id) DO NOTHING
        """;

    private const string ListSql = $"SELECT {Columns} FROM dead_letters ORDER BY created_at DESC, id DESC LIMIT $1";

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

    public Task<IReadOnlyList<DeadLetter>> ListAsync(int limit, CancellationToken cancellationToken) =>
        gateway.RunAsync(
            () => [new PostgresStatement(ListSql, PostgresParameter.Of(limit))],
            (reader, token) => reader.ListAsync(Read, token),
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
        reader.GetFieldValue<DateTimeOffset>(8));
}
