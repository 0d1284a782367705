using Microsoft.Data.Sqlite;

namespace TlEngine.Storage.Embedded;

/// <summary>Applies the files of <c>Migrations</c> in the order of their numbers.</summary>
internal sealed class SqliteMigrator(SqliteGateway gateway) : IMigrator
{
    private const string PrepareSql =
        "CREATE TABLE IF NOT EXISTS schema_migrations (name TEXT PRIMARY KEY, applied_at INTEGER NOT NULL) STRICT";
    private const string ClaimSql = "INSERT INTO schema_migrations (name, applied_at) VALUES (?1, ?2) ON CONFLICT DO NOTHING";

    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        var applied = await FindAppliedAsync(cancellationToken);
        var done = new List<string>();
        foreach (var file in MigrationFile.All("Embedded").Where(file => !applied.Contains(file.Name)))
        {
            if (await gateway.WriteAsync(session => Apply(session, file), cancellationToken))
            {
                done.Add(file.Name);
            }
        }

        return done;
    }

    private async Task<HashSet<string>> FindAppliedAsync(CancellationToken cancellationToken)
    {
        try
        {
            var names = await gateway.ReadAsync(
                session => session.Query("SELECT name FROM schema_migrations", reader => reader.GetString(0)), cancellationToken);
            return names.ToHashSet(StringComparer.Ordinal);
        }
        catch (SqliteException fresh) when (fresh.SqliteErrorCode == SQLitePCL.raw.SQLITE_ERROR)
        {
            // The table is not there yet; anything else that is wrong shows when the first file is applied.
            return [];
        }
    }

    /// <summary>False where another process applied it while this one waited for the lock.</summary>
    private static bool Apply(SqliteSession session, MigrationFile file)
    {
        session.ExecuteScript(PrepareSql);
        if (session.Execute(ClaimSql, file.Name, session.Now) == 0)
        {
            return false;
        }

        session.ExecuteScript(file.ReadSql());
        return true;
    }
}
