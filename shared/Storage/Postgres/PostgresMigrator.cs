using Npgsql;

namespace TlEngine.Storage.Postgres;

/// <summary>Applies the files of <c>Migrations</c> in the order of their numbers.</summary>
internal sealed class PostgresMigrator(PostgresGateway gateway) : IMigrator
{
    /// <summary>Any number that nothing else in the database locks: "tlengine" in ASCII.</summary>
    private const long LockKey = 0x746C_656E_6769_6E65;

    private const string PrepareSql =
        """
        CREATE TABLE IF NOT EXISTS schema_migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())
        """;

    private static readonly TimeSpan LongestMigration = TimeSpan.FromMinutes(10);

    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        var applied = await gateway.RunAsync(FindAppliedAsync, cancellationToken);
        var done = new List<string>();
        foreach (var file in MigrationFile.All("Postgres").Where(file => !applied.Contains(file.Name)))
        {
            if (await gateway.RunAsync((connection, token) => ApplyAsync(connection, file, token), cancellationToken))
            {
                done.Add(file.Name);
            }
        }

        return done;
    }

    private static async Task<HashSet<string>> FindAppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            var names = await connection.ReadAsync(
                [new PostgresStatement("SELECT name FROM schema_migrations")],
                (reader, token) => reader.ListAsync(row => row.GetString(0), token),
                cancellationToken);
            return names.ToHashSet(StringComparer.Ordinal);
        }
        catch (PostgresException fresh) when (fresh.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return [];
        }
    }

    /// <summary>False where another process applied it while this one waited for the lock.</summary>
    private static async Task<bool> ApplyAsync(NpgsqlConnection connection, MigrationFile file, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({LockKey})", cancellationToken);
        await ExecuteAsync(connection, PrepareSql, cancellationToken);
        var name = PostgresParameter.Of(file.Name);
        var claim = new PostgresStatement("INSERT INTO schema_migrations (name) VALUES ($1) ON CONFLICT DO NOTHING", name);
        if (await connection.ExecuteAsync(claim, cancellationToken) == 0)
        {
            return false;
        }

        await ExecuteAsync(connection, file.ReadSql(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        // Waiting for another process's migration, or building an index, takes longer than a request may.
        command.CommandTimeout = (int)LongestMigration.TotalSeconds;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
