using System.Buffers;
using System.Text.Json;
using TlEngine.Engines;
using TlEngine.Executions;

namespace TlEngine.Tests.Engines.Pipelines;

public sealed class PipelineRunTests
{
    private readonly PipelineUnderTest _under = new();

    [Fact]
    public async Task References_AnywhereInAnInput_StandForWhatTheyFind()
    {
        var result = await _under.RunAsync(PipelineUnderTest.Of(
            """{"id": "second", "engine": "probe.b", "input": {"x": [{"$ref": "#/steps/first/deep/0"}, {"y": {"$ref": "#/steps/first"}}]}}""",
            """{"id": "first", "engine": "probe.a", "input": {"deep": [{"$ref": "#/input/list/1/a~1b"}], "n": {"$ref": "#/input/n"}}}"""));

        Assert.Equal(
            """{"second":{"x":["x",{"y":{"deep":["x"],"n":5}}]},"first":{"deep":["x"],"n":5}}""",
            JsonSerializer.Serialize(result.GetProperty("results")));
        Assert.Equal(["second", "first"], result.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Return_SomeSteps_LeavesTheOthersOut()
    {
        var result = await _under.RunAsync("""
            {
              "steps": [{"id": "a", "engine": "probe.a", "input": {}}, {"id": "b", "engine": "probe.b", "input": {"v": 1}}],
              "return": ["b", "b"]
            }
            """);

        Assert.Equal("""{"b":{"v": 1}}""", result.GetProperty("results").GetRawText());
        Assert.Equal("succeeded succeeded", PipelineUnderTest.Statuses(result));
    }

    [Theory]
    [InlineData("""{"ref": "#/input/n", "equals": 5.0}""", true)]
    [InlineData("""{"ref": "#/input/n", "not_equals": 5}""", false)]
    [InlineData("""{"ref": "#/input/n", "greater_than": 4.5}""", true)]
    [InlineData("""{"ref": "#/input/n", "greater_than": 5}""", false)]
    [InlineData("""{"ref": "#/input/n", "at_least": 5}""", true)]
    [InlineData("""{"ref": "#/input/n", "less_than": 5}""", false)]
    [InlineData("""{"ref": "#/input/n", "at_most": 5}""", true)]
    [InlineData("""{"ref": "#/input/list", "equals": [1, {"a/b": "x"}]}""", true)]
    [InlineData("""{"ref": "#/input/list", "greater_than": 0}""", false)]
    [InlineData("""{"ref": "#/input/list/0", "exists": true}""", true)]
    [InlineData("""{"ref": "#/input/list/2", "exists": true}""", false)]
    [InlineData("""{"ref": "#/input/list/01", "exists": false}""", true)]
    [InlineData("""{"ref": "#/input/absent", "exists": false}""", true)]
    [InlineData("""{"ref": "#/input/absent", "at_most": 5}""", false)]
    [InlineData("""{"ref": "#/input/absent", "not_equals": 5}""", true)]
    [InlineData("""{"step": "a", "status": "succeeded"}""", true)]
    [InlineData("""{"step": "a", "status": "failed"}""", false)]
    [InlineData("null", true)]
    public async Task When_AConditionIsGiven_DecidesWhetherTheStepRuns(string when, bool runs)
    {
        var result = await _under.RunAsync(PipelineUnderTest.Of(
            """{"id": "a", "engine": "probe.a", "input": {}}""",
            $$$"""{"id": "b", "engine": "probe.b", "input": {}, "when": {{{when}}}}"""));

        Assert.Equal(runs ? "succeeded succeeded" : "succeeded skipped", PipelineUnderTest.Statuses(result));
        Assert.Equal(runs ? 1 : 0, _under.B.Runs.Count);
    }

    [Fact]
    public async Task Failure_ThatIsSkipped_SkipsWhatNeedsItAndRunsWhatAskedForIt()
    {
        _under.A.Before = (_, _) => throw new EngineFailedException(ErrorCodes.EngineFailed, "The far side said 503.", retriable: true);

        var result = await _under.RunAsync(PipelineUnderTest.Of(
            """{"id": "call", "engine": "probe.a", "input": {}, "on_error": "skip"}""",
            """{"id": "uses", "engine": "probe.b", "input": {"x": {"$ref": "#/steps/call/x"}}}""",
            """{"id": "uses2", "engine": "probe.b", "input": {"x": {"$ref": "#/steps/uses/x"}}}""",
            """{"id": "instead", "engine": "probe.b", "input": {}, "when": {"step": "call", "status": "failed"}}""",
            """{"id": "free", "engine": "probe.b", "input": {}}"""));

        Assert.Equal("failed skipped skipped succeeded succeeded", PipelineUnderTest.Statuses(result));
        var steps = result.GetProperty("steps");
        Assert.Equal("The far side said 503.", steps[0].GetProperty("error").GetProperty("message").GetString());
        Assert.Equal("It needs call, which has no result.", steps[1].GetProperty("reason").GetString());
        Assert.False(result.GetProperty("results").TryGetProperty("call", out _));
    }

    [Fact]
    public async Task Failure_OfAStep_IsThePipelinesWithItsName()
    {
        _under.A.Before = (_, _) => throw new EngineFailedException(ErrorCodes.OutcomeUnknown, "No answer.", retriable: true)
        {
            RetryAfter = TimeSpan.FromSeconds(30),
        };

        var failure = await _under.FailAsync(PipelineUnderTest.Of("""{"id": "call", "engine": "probe.a", "input": {}}"""));

        Assert.Equal(
            (ErrorCodes.OutcomeUnknown, "Step \"call\" (probe.a): No answer.", true, TimeSpan.FromSeconds(30)),
            (failure.Code, failure.Message, failure.Retriable, failure.RetryAfter));
    }

    [Theory]
    [InlineData("""{"x": {"$ref": "#/steps/a/absent"}}""", "there is nothing at \"#/steps/a/absent\"")]
    [InlineData("""{"x": {"$ref": "#/steps/a/s"}}""", "/bad: Found bad; expected good.")]
    [InlineData("""{"x": {"$ref": "#/steps/a/twice"}}""", "The member \"n\" stands twice in one object")]
    public async Task Input_NotGoodOnceItIsKnown_FailsTheStepForGood(string input, string why)
    {
        _under.A.Answer = """{"s": {"bad": 1}, "twice": {"n": 1, "n": 2}}""";

        var failure = await _under.FailAsync(PipelineUnderTest.Of(
            """{"id": "a", "engine": "probe.a", "input": {}}""", $$$"""{"id": "b", "engine": "probe.b", "input": {{{input}}}}"""));

        Assert.Equal((ErrorCodes.Validation, false), (failure.Code, failure.Retriable));
        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Input_GrownPastABody_FailsTheStep()
    {
        var text = new string('x', 3_000_000);

        var failure = await _under.FailAsync(PipelineUnderTest.Of(
            $$$"""{"id": "a", "engine": "probe.a", "input": {"s": "{{{text}}}"}}""",
            """
            {"id": "b", "engine": "probe.b", "input": {"a": {"$ref": "#/steps/a/s"}, "b": {"$ref": "#/steps/a/s"},
              "c": {"$ref": "#/steps/a/s"}, "d": {"$ref": "#/steps/a/s"}}}
            """));

        Assert.Equal(ErrorCodes.Validation, failure.Code);
        Assert.Empty(_under.B.Runs);
    }

    [Fact]
    public async Task Timeout_OfAStep_EndsItAndNotTheOthers()
    {
        _under.A.Before = (_, stop) => Task.Delay(Timeout.InfiniteTimeSpan, stop);

        var result = await _under.RunAsync(PipelineUnderTest.Of(
            """{"id": "slow", "engine": "probe.a", "input": {}, "timeout_s": 0.05, "on_error": "skip"}""",
            """{"id": "next", "engine": "probe.b", "input": {}}"""));

        Assert.Equal("failed succeeded", PipelineUnderTest.Statuses(result));
        Assert.Equal(ErrorCodes.EngineTimeout, result.GetProperty("steps")[0].GetProperty("error").GetProperty("code").GetString());
        _under.Checkpoints.Saved.Clear();
        var failure = await _under.FailAsync(PipelineUnderTest.Of("""{"id": "slow", "engine": "probe.a", "input": {}, "timeout_s": 0.05}"""));
        Assert.Equal((ErrorCodes.EngineTimeout, true), (failure.Code, failure.Retriable));
    }

    [Fact]
    public async Task Cancellation_OfThePipeline_IsNoFailureOfItsStep()
    {
        using var stop = new CancellationTokenSource();
        _under.A.Before = async (_, token) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _under.RunAsync(
            PipelineUnderTest.Of("""{"id": "slow", "engine": "probe.a", "input": {}, "on_error": "skip"}"""), 1, stop.Token));
        Assert.Empty(_under.Checkpoints.Saved);
    }

    [Fact]
    public async Task Retry_AfterAFailure_GoesOnAtTheFailedStep()
    {
        var data = PipelineUnderTest.Of(
            """{"id": "a", "engine": "probe.a", "input": {"v": 7}}""",
            """{"id": "no", "engine": "probe.a", "input": {}, "when": {"ref": "#/input/n", "equals": 6}}""",
            """{"id": "b", "engine": "probe.b", "input": {"w": {"$ref": "#/steps/a/v"}}}""");
        _under.B.Before = (run, _) => run.Attempt == 1
            ? throw new EngineFailedException(ErrorCodes.EngineFailed, "Not now.", retriable: true)
            : Task.CompletedTask;
        await _under.FailAsync(data);

        var result = await _under.RunAsync(data, attempt: 2);

        Assert.Equal("""{"a":{"v": 7},"b":{"w":7}}""", result.GetProperty("results").GetRawText());
        Assert.Equal([1, 1, 2], result.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("attempt").GetInt32()));
        Assert.Equal("succeeded skipped succeeded", PipelineUnderTest.Statuses(result));
        var key = EngineHarness.FirstAttempt.IdempotencyKey;
        Assert.Equal([$"{key}.b", $"{key}.b"], _under.B.Runs.Select(run => run.IdempotencyKey));
        Assert.Equal([$"{key}.a"], _under.A.Runs.Select(run => run.IdempotencyKey));
    }

    [Fact]
    public async Task Retry_AfterALostWorker_DoubtsOnlyTheStepThatMayHaveRun()
    {
        var data = PipelineUnderTest.Of(
            """{"id": "a", "engine": "probe.a", "input": {}}""",
            """{"id": "b", "engine": "probe.b", "input": {}}""",
            """{"id": "c", "engine": "probe.b", "input": {}}""");
        await _under.RunAsync(data);
        _under.Checkpoints.Saved.Remove("b");
        _under.Checkpoints.Saved.Remove("c");
        _under.B.Runs.Clear();

        var run = EngineHarness.FirstAttempt with { Attempt = 2, EarlierAttemptLost = true, Checkpoints = _under.Checkpoints };
        await _under.Pipeline.PrepareReady(data).RunAsync(run, new ArrayBufferWriter<byte>(), default);

        Assert.Equal([true, false], _under.B.Runs.Select(own => own.EarlierAttemptLost));
    }
}
