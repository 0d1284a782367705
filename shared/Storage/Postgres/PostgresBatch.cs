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
        await using var batch = connection.CreateBatch();
        foreach (var statement in statements)
        {
            var command = new NpgsqlBatchCommand(statement.Sql);
            foreach (var parameter in statement.Parameters)
            {
                command.Parameters.Add(parameter);
            }

            batch.BatchCommands.Add(command);
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var result = await read(reader, cancellationToken);
        // An error of a later statement only shows when its result is asked for.
        while (await reader.NextResultAsync(cancellationToken))
        {
        }

        return result;
    }

    public static Task<int> ExecuteAsync(this NpgsqlConnection connection, PostgresStatement statement, CancellationToken cancellationToken) =>
        connection.ReadAsync(
            [statement],
            async (reader, token) =>
            {
                await reader.CloseAsync();
                return reader.RecordsAffected;
            },
            cancellationToken);

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

    public static string? Text(this NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);
}
