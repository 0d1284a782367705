using System.Net;
using System.Text.Json;
using Npgsql;
using TlEngine.Settings;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.EndToEnd;

/// <summary>Keys of one database at several instances, and what the database knows of them.</summary>
public sealed class KeySharingTests : IAsyncLifetime
{
    private static readonly (string, string) Admin = ("X-API-Key", EngineServer.AdminKey);

    private PostgresServer _postgres = null!;
    private string _databaseUrl = null!;
    private EngineServer _first = null!;

    public async Task InitializeAsync()
    {
        _postgres = await PostgresServer.SharedAsync();
        _databaseUrl = await _postgres.CreateDatabaseAsync();
        _first = await EngineServer.StartNewAsync(("DATABASE_URL", _databaseUrl));
    }

    public async Task DisposeAsync()
    {
        await _first.DisposeAsync();
        await _postgres.DropDatabaseAsync(_databaseUrl);
    }

    [Fact]
    public async Task RevokedAtOneInstance_IsRefusedAtTheOtherWithinFiveSeconds()
    {
        await using var second = await EngineServer.StartNewAsync(("DATABASE_URL", _databaseUrl));
        var key = await CreateAsync();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(second, key));

        await _first.SendAsync(HttpMethod.Delete, $"/api/v1/keys/{key.GetProperty("key_id").GetString()}", null, Admin);

        // The other instance is asked all the time, so that its cache is never cold.
        await Poll.UntilAsync("the other instance knows", TimeSpan.FromSeconds(5), async () =>
            await StatusAsync(second, key) == HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Secrets_AreInNoTable()
    {
        var key = await CreateAsync();
        await StatusAsync(_first, key);
        var (_, rotated) = await _first.SendAsync(
            HttpMethod.Post, $"/api/v1/keys/{key.GetProperty("key_id").GetString()}/rotate", null, Admin);

        var dump = await DumpAsync();

        Assert.Contains(rotated.GetProperty("prefix").GetString()!, dump, StringComparison.Ordinal);
        foreach (var secret in new[] { key, rotated }.SelectMany(one => new[] { Text(one, "key")[17..], Text(one, "webhook_secret")[6..] }))
        {
            Assert.DoesNotContain(secret, dump, StringComparison.Ordinal);
            var bytes = Convert.FromBase64String(secret.Replace('-', '+').Replace('_', '/').TrimEnd('=') + "=");
            Assert.DoesNotContain(Convert.ToHexString(bytes), dump, StringComparison.OrdinalIgnoreCase);
        }
    }

    private async Task<JsonElement> CreateAsync() =>
        (await _first.SendAsync(HttpMethod.Post, "/api/v1/keys", """{"name":"shared","scopes":["engines:read"]}""", Admin)).Body;

    private static async Task<HttpStatusCode> StatusAsync(EngineServer engine, JsonElement key) =>
        (await engine.SendAsync(HttpMethod.Get, "/api/v1/engines", null, ("X-API-Key", Text(key, "key")))).Response.StatusCode;

    private static string Text(JsonElement body, string name) => body.GetProperty(name).GetString()!;

    /// <summary>Every row of every table as text; bytes as hexadecimal digits.</summary>
    private async Task<string> DumpAsync()
    {
        Assert.True(DatabaseUrl.TryParse(_databaseUrl, out var parsed, out _));
        await using var source = NpgsqlDataSource.Create(parsed.ConnectionString);
        await using var command = source.CreateCommand(
            "SELECT coalesce(string_agg(query_to_xml('SELECT t::text FROM ' || quote_ident(tablename) || ' t', true, false, '')::text, ''), '') "
            + "FROM pg_tables WHERE schemaname = 'public'");
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
