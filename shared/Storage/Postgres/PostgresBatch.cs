using Npgsql;

namespace TlEngine.Storage.Postgres;

/// <summary>Batches: one round trip, and outside an explicit transaction one implicit transaction.</summary>
internal static class PostgresBatch
{
    public static async Task<T> ReadAsync<T>(
        this NpgsqlConnection connection,
        IReadOnlyList<PostgresStatement> statements,
        Func<NpgsqlDataReader, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken)
    {
        await using var batch = Create(connection, statements);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var result = await read(reader, cancellationToken);
        // An error of a later statement, or of the commit, only shows when its answer is read.
        while (await reader.NextResultAsync(cancellationToken))
        {
        }

        return result;
    }

    /// <summary>The number of rows that the statement changed.</summary>
    public static async Task<int> ExecuteAsync(
        this NpgsqlConnection connection, PostgresStatement statement, CancellationToken cancellationToken)
    {
        await using var batch = Create(connection, [statement]);
        return await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task<IReadOnlyList<T>> ListAsync<T>(
        this NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public static T? Value<T>(this NpgsqlDataReader reader, int ordinal)
        where T : struct => reader.IsDBNull(ordinal) ? null : reader.GetFieldValue<T>(ordinal);

    // The cast matters: a null array would become empty memory.
    public static ReadOnlyMemory<byte>? Bytes(this NpgsqlDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? (ReadOnlyMemory<byte>?)null : reader.GetFieldValue<byte[]>(ordinal);

    public static string? Text(this NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);

    private static NpgsqlBatch Create(NpgsqlConnection connection, IReadOnlyList<PostgresStatement> statements)
    {
        var batch = connection.CreateBatch();
        foreach (var statement in statements)
        {
            var command = new NpgsqlBatchCommand(statement.Sql);
            command.Parameters.AddRange(statement.Parameters);
            batch.BatchCommands.Add(command);
        }

        return batch;
    }
}
