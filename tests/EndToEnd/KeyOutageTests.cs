using System.Net;
using System.Text.Json;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.EndToEnd;

/// <summary>What is left of the keys while the database is away.</summary>
public sealed class KeyOutageTests
{
    [Fact]
    public async Task DatabaseAway_SeededKeysAnswerAndOthersAre503()
    {
        await using var postgres = await PostgresServer.StartNewAsync();
        await using var engine = await EngineServer.StartNewAsync(("DATABASE_URL", await postgres.CreateDatabaseAsync()));
        var (_, key) = await engine.SendAsync(
            HttpMethod.Post, "/api/v1/keys", """{"name":"shared","scopes":["engines:read"]}""", ("X-API-Key", EngineServer.AdminKey));
        await postgres.StopAsync();

        await Poll.UntilAsync("the cache has forgotten the key", TimeSpan.FromSeconds(10), async () =>
            await StatusAsync(engine, key) == HttpStatusCode.ServiceUnavailable);
        Assert.Equal(HttpStatusCode.OK, (await engine.SendAsync(HttpMethod.Get, "/api/v1/engines")).Response.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await engine.SendAsync(HttpMethod.Get, "/api/v1/keys")).Response.StatusCode);
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await engine.SendAsync(HttpMethod.Get, "/api/v1/engines", null, ("X-API-Key", "nobody's"))).Response.StatusCode);

        await postgres.StartAsync();
        await Poll.UntilAsync("the key works again", TimeSpan.FromSeconds(30), async () =>
            await StatusAsync(engine, key) == HttpStatusCode.OK);
    }

    private static async Task<HttpStatusCode> StatusAsync(EngineServer engine, JsonElement key) =>
        (await engine.SendAsync(
            HttpMethod.Get, "/api/v1/engines", null, ("X-API-Key", key.GetProperty("key").GetString()!))).Response.StatusCode;
}
