using Microsoft.Data.Sqlite;

namespace TlEngine.Storage.Embedded;

/// <summary>The database's file and the clock that its rows live by.</summary>
internal sealed class SqliteFile(string path, TimeProvider time)
{
    private const int BusySeconds = 15;

    private readonly string _connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Mode = SqliteOpenMode.ReadWriteCreate,
        Cache = SqliteCacheMode.Private,
        ForeignKeys = true,
        // The sessions are pooled by their owner, with their prepared statements.
        Pooling = false,
        DefaultTimeout = BusySeconds,
    }.ConnectionString;

    /// <summary>
    /// A session on its own connection. Write-ahead log, so that readers and the writer do not wait for each other;
    /// synchronous=FULL, so that a commit survives a loss of power; another process's lock is waited for.
    /// </summary>
    public SqliteSession Open()
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        var session = new SqliteSession(new SqliteConnection(_connectionString), time);
        try
        {
            session.Open($"PRAGMA busy_timeout = {BusySeconds * 1000}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
