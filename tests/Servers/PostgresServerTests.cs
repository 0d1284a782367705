using Npgsql;

namespace TlEngine.Tests.Servers;

public sealed class PostgresServerTests
{
    [Fact]
    public async Task CreateDatabase_Twice_GivesTwoThatCanBeDropped()
    {
        var server = await PostgresServer.SharedAsync();

        var first = await server.CreateDatabaseAsync();
        var second = await server.CreateDatabaseAsync();
        Assert.NotEqual(first, second);
        Assert.Equal(1, await ScalarAsync(server, NameOf(first), "SELECT 1"));

        await server.DropDatabaseAsync(first);
        var exception = await Assert.ThrowsAsync<PostgresException>(() => ScalarAsync(server, NameOf(first), "SELECT 1"));
        Assert.Equal(PostgresErrorCodes.InvalidCatalogName, exception.SqlState);
        await server.DropDatabaseAsync(second);
    }

    [Fact]
    public async Task Kill_ThenStart_KeepsCommittedRows()
    {
        await using var server = await PostgresServer.StartNewAsync();
        var database = NameOf(await server.CreateDatabaseAsync());
        await ScalarAsync(server, database, "CREATE TABLE kept (id int); INSERT INTO kept VALUES (1); SELECT 1");

        await server.KillAsync();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => ScalarAsync(server, database, "SELECT 1"));
        await server.StartAsync();
        Assert.Equal(1L, await ScalarAsync(server, database, "SELECT count(*) FROM kept"));

        await server.StopAsync();
        await server.StartAsync();
        Assert.Equal(1L, await ScalarAsync(server, database, "SELECT count(*) FROM kept"));
    }

    private static string NameOf(string url) => new Uri(url).AbsolutePath[1..];

    private static async Task<object?> ScalarAsync(PostgresServer server, string database, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionStringOf(database));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
