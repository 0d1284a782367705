using System.Text.Json;

namespace TlEngine.Tests.EndToEnd;

/// <summary>No secret of a key is left anywhere.</summary>
public sealed class KeySecrecyTests
{
    private static readonly (string, string) Admin = ("X-API-Key", EngineServer.AdminKey);

    [Fact]
    public async Task Secrets_AfterAWholeLife_AreInNoLogAndNoFile()
    {
        await using var engine = await EngineServer.StartNewAsync();
        var (_, key) = await engine.SendAsync(
            HttpMethod.Post, "/api/v1/keys", """{"name":"secretive","scopes":["engines:*","executions:read"]}""", Admin);
        var path = $"/api/v1/keys/{Text(key, "key_id")}";
        await engine.ExecuteAsync("track.summary", """{"positions":[]}""", With(key));
        var (_, rotated) = await engine.SendAsync(HttpMethod.Post, $"{path}/rotate", """{"grace_s":60}""", Admin);
        await engine.ExecuteAsync("track.summary", """{"positions":7}""", With(rotated));
        await engine.SendAsync(HttpMethod.Delete, path, null, Admin);
        await engine.SendAsync(HttpMethod.Get, "/api/v1/engines", null, With(rotated));
        await engine.StopAsync();

        string[] secrets =
        [
            .. new[] { key, rotated }.SelectMany(one => new[]
            {
                Text(one, "key"), Text(one, "key")[17..], Text(one, "webhook_secret"), Text(one, "webhook_secret")["whsec_".Length..],
            }),
            EngineServer.AdminKey,
            EngineServer.TlPlaneKey,
        ];
        // The prefix proves that the search would find what is there.
        var files = engine.Files().ToList();
        Assert.Contains(files, file => file.Text.Contains(Text(rotated, "prefix"), StringComparison.Ordinal));
        Assert.All(files, file => Assert.All(
            secrets, secret => Assert.False(file.Text.Contains(secret, StringComparison.Ordinal), $"A secret is in {file.Name}.")));
        Assert.Contains("was rotated by admin", engine.Log(), StringComparison.Ordinal);
    }

    private static (string, string) With(JsonElement key) => ("X-API-Key", Text(key, "key"));

    private static string Text(JsonElement body, string name) => body.GetProperty(name).GetString()!;
}
