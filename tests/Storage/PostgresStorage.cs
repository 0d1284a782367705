using Npgsql;
using TlEngine.Settings;
using TlEngine.Storage.Postgres;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.Storage;

public class PostgresStorage : StorageUnderTest
{
    private PostgresServer? _server;
    private string? _directUrl;

    public override DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public override string Epoch => "'epoch'";

    public override TimeSpan Tolerance => TimeSpan.FromSeconds(10);

    public override Task PassAsync(TimeSpan time)
    {
        var span = FormattableString.Invariant($"interval '{time.TotalSeconds} seconds'");
        return ExecuteAsync(
            $"""
            UPDATE executions SET
                created_at = created_at - {span}, due_at = due_at - {span}, lease_until = lease_until - {span},
                expires_at = expires_at - {span}, unpublished_since = unpublished_since - {span},
                published_at = published_at - {span}, started_at = started_at - {span},
                finished_at = finished_at - {span}, restored_at = restored_at - {span}, events_owed_since = events_owed_since - {span};
            UPDATE idempotency_keys SET expires_at = expires_at - {span};
            UPDATE deliveries SET
                next_attempt_at = next_attempt_at - {span}, lease_until = lease_until - {span},
                unpublished_since = unpublished_since - {span}, published_at = published_at - {span};
            UPDATE webhook_endpoints SET disabled_until = disabled_until - {span}
            """);
    }

    public override Task PassHoursAsync(int hours) => ExecuteAsync(
        $"""
        UPDATE activity_counts SET minute = minute - interval '{hours} hours';
        UPDATE activity_hours SET hour = hour - interval '{hours} hours';
        UPDATE activity_state SET rolled_until = rolled_until - interval '{hours} hours';
        UPDATE dependency_probes SET at = at - interval '{hours} hours';
        """);

    public override async Task ExecuteAsync(string sql)
    {
        await using var command = Service<NpgsqlDataSource>().CreateCommand(sql);

        // What fills a table on a busy machine; the service's own statements keep their limit.
        command.CommandTimeout = 120;
        await command.ExecuteNonQueryAsync();
    }

    public override async Task<long> CountAsync(string sql)
    {
        await using var command = Service<NpgsqlDataSource>().CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>A session of the test's own, for a transaction that stays open.</summary>
    public ValueTask<NpgsqlConnection> OpenAsync() => Service<NpgsqlDataSource>().OpenConnectionAsync();

    /// <summary>The plan of a query, one line for each step.</summary>
    public Task<string> ExplainAsync(string query) => ExplainAsync(new PostgresStatement(query));

    internal async Task<string> ExplainAsync(PostgresStatement statement)
    {
        await using var command = Service<NpgsqlDataSource>().CreateCommand($"EXPLAIN {statement.Sql}");
        command.Parameters.AddRange(statement.Parameters);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(0));
        }

        return string.Join('\n', lines);
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _server!.DropDatabaseAsync(_directUrl!);
    }

    internal static ServiceSettings Settings(string url) =>
        DatabaseUrl.TryParse(url, out var database, out var error)
            ? new ServiceSettings { Environment = "dev", DataFolder = "unused", Database = database }
            : throw new InvalidOperationException(error);

    protected override async Task<ServiceSettings> CreateAsync()
    {
        _server = await PostgresServer.SharedAsync();
        _directUrl = await _server.CreateDatabaseAsync();
        return Settings(await ReachAsync(_directUrl));
    }

    /// <summary>The URL by which the adapter reaches the database.</summary>
    protected virtual Task<string> ReachAsync(string directUrl) => Task.FromResult(directUrl);
}
