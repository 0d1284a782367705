using System.Globalization;
using System.Net;
using System.Text.Json;
using TlEngine.Executions;
using static TlEngine.Tests.EndToEnd.LifeServer;

namespace TlEngine.Tests.EndToEnd;

/// <summary>GET /api/v1/executions.</summary>
public sealed class ListTests(LifeServer server) : IClassFixture<LifeServer>
{
    [Fact]
    public async Task List_PageByPage_HasEachExecutionOnceNewestFirst()
    {
        var tag = await FillAsync(7);
        var seen = new List<(DateTimeOffset CreatedAt, string Id)>();
        var path = $"/api/v1/executions?tag={tag}&limit=3";
        for (var next = path; next is not null;)
        {
            var (response, page) = await server.GetAsync(next);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(
                item => (item.GetProperty("created_at").GetDateTimeOffset(), item.GetProperty("execution_id").GetString()!)));
            next = page.GetProperty("next_cursor").GetString() is { } cursor ? $"{path}&cursor={cursor}" : null;
        }

        Assert.Equal(7, seen.DistinctBy(item => item.Id).Count());
        Assert.Equal(seen.OrderByDescending(item => item.CreatedAt).ThenByDescending(item => item.Id, StringComparer.Ordinal), seen);
    }

    [Fact]
    public async Task List_Item_IsTheExecutionWithoutItsResult()
    {
        var tag = Unique();
        var id = await server.AddAsync(ExecutionStatus.Succeeded, ("tags", new[] { tag }));

        var item = Assert.Single(await ItemsAsync($"tag={tag}"));

        var (_, whole) = await server.GetAsync($"/api/v1/executions/{id}");
        Assert.False(item.TryGetProperty("result", out _));
        Assert.True(whole.TryGetProperty("result", out _));
        Assert.All(
            whole.EnumerateObject().Where(member => member.Name != "result"),
            member => Assert.Equal(member.Value.GetRawText(), item.GetProperty(member.Name).GetRawText()));
    }

    [Fact]
    public async Task List_EachFilterAloneAndTogether_Narrows()
    {
        var tag = Unique();
        var noon = new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
        for (var i = 0; i < 4; i++)
        {
            await server.AddAsync(
                i % 2 == 0 ? ExecutionStatus.Succeeded : ExecutionStatus.Failed,
                ("tags", new[] { tag }), ("created_at", noon.AddMinutes(i)), ("engine_id", i < 3 ? "track.clean" : "geo.fence"),
                ("caller", i == 0 ? "admin" : "tl-plane"));
        }

        Assert.Equal(4, (await ItemsAsync($"tag={tag}")).Count);
        Assert.Equal(2, (await ItemsAsync($"tag={tag}&status=failed")).Count);
        Assert.Single(await ItemsAsync($"tag={tag}&engine_id=geo.fence"));
        Assert.Single(await ItemsAsync($"tag={tag}&caller=admin"));
        // Since is inclusive, until exclusive; both in either form.
        Assert.Equal(2, (await ItemsAsync($"tag={tag}&since=2026-03-01T12:01:00Z&until=2026-03-01T12:03:00Z")).Count);
        var milliseconds = new DateTimeOffset(noon).ToUnixTimeMilliseconds() + 60_000;
        Assert.Equal(3, (await ItemsAsync(string.Create(CultureInfo.InvariantCulture, $"tag={tag}&since={milliseconds}"))).Count);
        Assert.Single(await ItemsAsync($"tag={tag}&status=failed&engine_id=track.clean&caller=tl-plane&until=2026-03-01T12:02:00Z"));
        Assert.Empty(await ItemsAsync($"tag={tag}&status=expired"));
    }

    [Fact]
    public async Task List_WrongParameters_AreAllNamedAtOnce()
    {
        var (response, problem) = await server.GetAsync(
            "/api/v1/executions?limit=501&status=done&since=yesterday&until=2026-13-01T00:00:00Z&cursor=AAAA&nonsense=1&tag=a&tag=b");

        AssertProblem(response, problem, HttpStatusCode.UnprocessableEntity, "validation");
        Assert.Equal(
            ["/query/cursor", "/query/limit", "/query/nonsense", "/query/since", "/query/status", "/query/tag", "/query/until"],
            Pointers(problem));
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=-1")]
    [InlineData("limit=1.5")]
    [InlineData("Status=failed")]
    [InlineData("since=1e99")]
    [InlineData("since=99999999999999999999")]
    [InlineData("tag=%00")]
    public async Task List_WrongParameter_Is422(string query)
    {
        var (response, problem) = await server.GetAsync($"/api/v1/executions?{query}");

        AssertProblem(response, problem, HttpStatusCode.UnprocessableEntity, "validation");
        Assert.Single(Pointers(problem));
    }

    [Fact]
    public async Task List_CursorThatWasAlteredOrIsAnotherLists_Is422()
    {
        var tag = await FillAsync(2);
        await server.AddAsync(ExecutionStatus.Failed, ("max_attempts", 2));
        await server.AddAsync(ExecutionStatus.Failed, ("max_attempts", 2));
        var cursor = (await server.GetAsync($"/api/v1/executions?tag={tag}&limit=1")).Body.GetProperty("next_cursor").GetString()!;
        var foreign = (await server.GetAsync("/api/v1/dead-letters?limit=1")).Body.GetProperty("next_cursor").GetString()!;
        var altered = (cursor[0] == 'A' ? 'B' : 'A') + cursor[1..];

        foreach (var wrong in new[] { foreign, altered, cursor[..^2], cursor + "A" })
        {
            var (response, problem) = await server.GetAsync($"/api/v1/executions?cursor={wrong}");
            AssertProblem(response, problem, HttpStatusCode.UnprocessableEntity, "validation");
            Assert.Equal(["/query/cursor"], Pointers(problem));
        }
    }

    [Fact]
    public async Task List_WithoutAKey_Is401()
    {
        var (response, problem) = await server.Engine.SendAsync(HttpMethod.Get, "/api/v1/executions", null, ("X-API-Key", "nobody's"));

        AssertProblem(response, problem, HttpStatusCode.Unauthorized, "unauthorized");
    }

    private async Task<string> FillAsync(int count)
    {
        var tag = Unique();
        for (var i = 0; i < count; i++)
        {
            // Two of each time: the id decides then.
            var created = DateTime.UnixEpoch.AddDays(20_000 + (i / 2));
            await server.AddAsync(ExecutionStatus.Succeeded, ("tags", new[] { tag }), ("created_at", created));
        }

        return tag;
    }

    private async Task<List<JsonElement>> ItemsAsync(string query)
    {
        var (response, page) = await server.GetAsync($"/api/v1/executions?{query}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(JsonValueKind.Null, page.GetProperty("next_cursor").ValueKind);
        return [.. page.GetProperty("items").EnumerateArray()];
    }

    private static string Unique() => $"tag-{Guid.NewGuid():N}";
}
