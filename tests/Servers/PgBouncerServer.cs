using Npgsql;

namespace TlEngine.Tests.Servers;

/// <summary>A pooler in transaction mode in front of a PostgreSQL, strict about startup parameters, with fewer server connections
/// than clients.</summary>
internal sealed class PgBouncerServer : ThrowAwayServer
{
    private readonly PostgresServer _server;

    private PgBouncerServer(PostgresServer server)
        : base("pgbouncer") => _server = server;

    public static async Task<PgBouncerServer> StartAsync(PostgresServer server)
    {
        var pooler = new PgBouncerServer(server);
        await File.WriteAllTextAsync(pooler.UsersFile, $"\"{PostgresServer.User}\" \"{PostgresServer.Password}\"\n");
        await File.WriteAllTextAsync(pooler.SettingsFile, pooler.Settings());
        await pooler.StartAsync();
        return pooler;
    }

    /// <summary>The same database, through the pooler.</summary>
    public string UrlFor(string databaseUrl) => databaseUrl.Replace($":{_server.Port}/", $":{Port}/", StringComparison.Ordinal);

    protected override ServerSignal StopSignal => ServerSignal.Int;

    // Like PostgreSQL it refuses to run as root.
    protected override IReadOnlyList<string> Command => [.. PostgresCluster.AsServerUser, Tool.Find("pgbouncer"), SettingsFile];

    private string SettingsFile => Path.Combine(Folder, "pgbouncer.ini");

    private string UsersFile => Path.Combine(Folder, "users.txt");

    protected override async Task<bool> AnswersAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection(
                new NpgsqlConnectionStringBuilder(_server.ConnectionStringOf("postgres")) { Port = Port }.ConnectionString);
            await connection.OpenAsync();
            return true;
        }
        // Not listening yet.
        catch (NpgsqlException exception) when (exception is not PostgresException)
        {
            return false;
        }
    }

    private string Settings() =>
        $"""
        [databases]
        * = host=127.0.0.1 port={_server.Port}

        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = {Port}
        unix_socket_dir =
        auth_type = scram-sha-256
        auth_file = {UsersFile}
        pool_mode = transaction
        max_client_conn = 400
        default_pool_size = 8
        server_check_delay = 0
        server_login_retry = 1

        """;
}
