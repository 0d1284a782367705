using Npgsql;

namespace TlEngine.Storage.Postgres;

/// <summary>The pool of one process, set up so that it works through a transaction-mode pooler: no state outlives a transaction.</summary>
internal static class PostgresDataSource
{
    private const int CommandTimeoutSeconds = 15;
    private const int MaxPoolSize = 20;
    private const int IdleLifetimeSeconds = 60;
    private const int TcpKeepAliveSeconds = 15;

    public static NpgsqlDataSource Create(NpgsqlConnectionStringBuilder database)
    {
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString)
        {
            NoResetOnClose = true,
            MaxAutoPrepare = 0,
            Enlist = false,
            CommandTimeout = CommandTimeoutSeconds,
            MaxPoolSize = MaxPoolSize,
            ConnectionIdleLifetime = IdleLifetimeSeconds,
            // Probes of the socket, not queries: a query would keep a database awake that sleeps when nobody asks.
            TcpKeepAlive = true,
            TcpKeepAliveTime = TcpKeepAliveSeconds,
            TcpKeepAliveInterval = TcpKeepAliveSeconds,
        };
        return new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }
}
