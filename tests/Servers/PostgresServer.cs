using Npgsql;

namespace TlEngine.Tests.Servers;

/// <summary>A PostgreSQL of its own. The password holds characters that a URI must encode.</summary>
internal sealed class PostgresServer : ThrowAwayServer
{
    public const string User = "postgres";
    public const string Password = "p@ss/w:rd";
    private static readonly Lazy<Task<PostgresServer>> _shared = new(() => StartAsync(durable: false));
    private static int _databases;
    private readonly bool _durable;

    private PostgresServer(bool durable)
        : base("postgres") => _durable = durable;

    /// <summary>The one of this run: quick, its data would not survive a kill of the machine.</summary>
    public static Task<PostgresServer> SharedAsync() => _shared.Value;

    /// <summary>One more, with fsync, for tests that stop, kill or fill it.</summary>
    public static Task<PostgresServer> StartNewAsync() => StartAsync(durable: true);

    protected override ServerSignal StopSignal => ServerSignal.Int;

    // An immediate shutdown ends the sessions too and frees the shared memory segment, which a kill would leave behind.
    protected override ServerSignal EndSignal => ServerSignal.Quit;

    private string DataFolder => Path.Combine(Folder, "data");

    protected override IReadOnlyList<string> Command =>
    [
        .. PostgresCluster.AsServerUser, PostgresCluster.Program("postgres"), "-D", DataFolder, "-p", $"{Port}",
        "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=300", "-c", "shared_buffers=64MB",
        "-c", $"fsync={(_durable ? "on" : "off")}", "-c", $"full_page_writes={(_durable ? "on" : "off")}",
        "-c", $"synchronous_commit={(_durable ? "on" : "off")}", "-c", "max_wal_size=256MB", "-c", "timezone=UTC", "-c", "log_timezone=UTC",
    ];

    /// <summary>A URI as operators write DATABASE_URL.</summary>
    public string UrlOf(string database) =>
        $"postgresql://{User}:{Uri.EscapeDataString(Password)}@127.0.0.1:{Port}/{Uri.EscapeDataString(database)}?sslmode=disable";

    /// <summary>The same for Npgsql, without a pool.</summary>
    public string ConnectionStringOf(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1", Port = Port, Username = User, Password = Password, Database = database, SslMode = SslMode.Disable, Pooling = false,
    }.ConnectionString;

    /// <summary>Creates an empty database and returns its DATABASE_URL.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE template0");
        return UrlOf(name);
    }

    /// <summary>Drops a database, whoever is connected to it.</summary>
    public Task DropDatabaseAsync(string url)
    {
        var name = Uri.UnescapeDataString(new Uri(url).AbsolutePath[1..]);
        return ExecuteAsync($"DROP DATABASE \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\" WITH (FORCE)");
    }

    /// <summary>SIGKILL to the server; its sessions notice and end by themselves, and only then it can start again.</summary>
    public override async Task KillAsync()
    {
        await base.KillAsync();
        await Poll.UntilAsync("the sessions of a killed PostgreSQL have ended", TimeSpan.FromSeconds(30), () => !ServerProcess.AnyIn(DataFolder));
    }

    protected override async Task<bool> AnswersAsync()
    {
        try
        {
            await ExecuteAsync("SELECT 1");
            return true;
        }
        // Not listening yet, or listening and still recovering (57P03 cannot_connect_now).
        catch (NpgsqlException exception) when (exception is not PostgresException { SqlState: not "57P03" })
        {
            return false;
        }
    }

    private static async Task<PostgresServer> StartAsync(bool durable)
    {
        var server = new PostgresServer(durable);
        await PostgresCluster.CreateAsync(server.DataFolder);
        await server.StartAsync();
        return server;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionStringOf("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
