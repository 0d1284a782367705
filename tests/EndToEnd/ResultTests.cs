using System.Net;
using TlEngine.Executions;
using static TlEngine.Tests.EndToEnd.LifeServer;

namespace TlEngine.Tests.EndToEnd;

/// <summary>GET /api/v1/executions/{id}/result.</summary>
public sealed class ResultTests(LifeServer server) : IClassFixture<LifeServer>
{
    [Fact]
    public async Task Result_Succeeded_IsTheResultAlone()
    {
        var (_, answer) = await server.Engine.ExecuteAsync("track.summary", GpxTrack.ToData("around-visnjan-with-car.gpx"));

        var (response, result) = await server.GetAsync($"/api/v1/executions/{answer.GetProperty("execution_id").GetString()}/result");

        Assert.Equal((HttpStatusCode.OK, "application/json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Equal(answer.GetProperty("result").GetRawText(), result.GetRawText());
    }

    [Theory]
    [InlineData(ExecutionStatus.Queued)]
    [InlineData(ExecutionStatus.Running)]
    [InlineData(ExecutionStatus.Retrying)]
    public async Task Result_Unfinished_Is409WithRetryAfter(ExecutionStatus status)
    {
        var (response, problem) = await server.GetAsync($"/api/v1/executions/{await server.AddAsync(status)}/result");

        AssertProblem(response, problem, HttpStatusCode.Conflict, "not_finished");
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Theory]
    [InlineData("engine_failed", HttpStatusCode.InternalServerError)]
    [InlineData("engine_timeout", HttpStatusCode.GatewayTimeout)]
    [InlineData("validation", HttpStatusCode.UnprocessableEntity)]
    public async Task Result_Failed_IsTheProblemOfItsError(string code, HttpStatusCode status)
    {
        var id = await server.AddAsync(ExecutionStatus.Failed, ("error_code", code), ("error_message", "It broke."));

        var (response, problem) = await server.GetAsync($"/api/v1/executions/{id}/result");

        AssertProblem(response, problem, status, code);
        Assert.Equal("It broke.", problem.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData(ExecutionStatus.Cancelled)]
    [InlineData(ExecutionStatus.Expired)]
    public async Task Result_NeverStarted_Is404(ExecutionStatus status)
    {
        var (response, problem) = await server.GetAsync($"/api/v1/executions/{await server.AddAsync(status)}/result");

        AssertProblem(response, problem, HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Result_UnknownExecution_Is404()
    {
        var (response, problem) = await server.GetAsync("/api/v1/executions/0197a000-0000-7000-8000-000000000000/result");

        AssertProblem(response, problem, HttpStatusCode.NotFound, "execution_not_found");
    }

    [Fact]
    public async Task Result_InAFileOfAStoreWithoutLinks_ComesThrough()
    {
        const string key = "executions/2026/03/01/1/result";
        await server.Engine.WriteFileAsync(key, """{"distance_m":7}"""u8.ToArray());
        var id = await server.AddAsync(
            ExecutionStatus.Succeeded, ("result_bytes", DBNull.Value), ("result_file", key), ("result_length", 16));

        var (response, result) = await server.GetAsync($"/api/v1/executions/{id}/result");

        Assert.Equal((HttpStatusCode.OK, 7), (response.StatusCode, result.GetProperty("distance_m").GetInt32()));
    }
}
