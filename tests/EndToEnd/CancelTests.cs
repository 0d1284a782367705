using System.Net;
using System.Text.Json;
using TlEngine.Executions;
using static TlEngine.Tests.EndToEnd.LifeServer;

namespace TlEngine.Tests.EndToEnd;

/// <summary>POST /api/v1/executions/{id}/cancel.</summary>
public sealed class CancelTests(LifeServer server) : IClassFixture<LifeServer>
{
    [Theory]
    [InlineData(ExecutionStatus.Queued)]
    [InlineData(ExecutionStatus.Retrying)]
    public async Task Cancel_Waiting_IsCancelledAtOnceAndAgain(ExecutionStatus status)
    {
        var id = await server.AddAsync(status);

        var (first, cancelled) = await CancelAsync(id);
        var (second, again) = await CancelAsync(id);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        Assert.Equal("cancelled", cancelled.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.String, cancelled.GetProperty("finished_at").ValueKind);
        Assert.Equal(cancelled.GetRawText(), again.GetRawText());
    }

    [Fact]
    public async Task Cancel_DelayedOverHttp_NeverRuns()
    {
        var (_, accepted) = await server.PostAsync(
            "/api/v1/engines/track.summary/execute", """{"data":{"positions":[]},"options":{"delay_s":3600}}""");
        var id = accepted.GetProperty("execution_id").GetString()!;

        var (response, row) = await CancelAsync(id);

        Assert.Equal((HttpStatusCode.OK, "cancelled", 0),
            (response.StatusCode, row.GetProperty("status").GetString(), row.GetProperty("attempts").GetInt32()));
    }

    [Fact]
    public async Task Cancel_RunningElsewhere_IsAskedToStop()
    {
        var id = await server.AddAsync(ExecutionStatus.Running);

        var (response, row) = await CancelAsync(id);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal($"/api/v1/executions/{id}", response.Headers.Location!.OriginalString);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Equal(("running", true), (row.GetProperty("status").GetString(), row.GetProperty("cancel_requested").GetBoolean()));
    }

    [Theory]
    [InlineData(ExecutionStatus.Succeeded)]
    [InlineData(ExecutionStatus.Failed)]
    [InlineData(ExecutionStatus.Expired)]
    public async Task Cancel_Ended_Is409(ExecutionStatus status)
    {
        var (response, problem) = await CancelAsync(await server.AddAsync(status));

        AssertProblem(response, problem, HttpStatusCode.Conflict, "not_cancellable");
    }

    [Theory]
    [InlineData("not-a-uuid")]
    [InlineData("0197a000-0000-7000-8000-000000000000")]
    public async Task Cancel_Unknown_Is404(string id)
    {
        var (response, problem) = await CancelAsync(id);

        AssertProblem(response, problem, HttpStatusCode.NotFound, "execution_not_found");
    }

    [Fact]
    public async Task Cancel_Anothers_NeedsOpsWrite()
    {
        var admins = await server.AddAsync(ExecutionStatus.Queued, ("caller", "admin"));
        var planes = await server.AddAsync(ExecutionStatus.Queued);

        var (refused, problem) = await CancelAsync(admins);
        var (allowed, _) = await server.PostAsync(
            $"/api/v1/executions/{planes}/cancel", null, ("X-API-Key", EngineServer.AdminKey));

        AssertProblem(refused, problem, HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
        Assert.Equal(0, await server.QueryAsync<int>("SELECT status FROM executions WHERE id = $1", Guid.Parse(admins)));
    }

    private Task<(HttpResponseMessage Response, JsonElement Body)> CancelAsync(string id) =>
        server.PostAsync($"/api/v1/executions/{id}/cancel");
}
