namespace TlEngine.Tests.Engines.Pipelines;

public sealed class PipelineInputTests
{
    private readonly PipelineUnderTest _under = new();

    [Fact]
    public void Steps_ManyFaults_AreAllNamedAndNothingRuns()
    {
        var errors = _under.Pipeline.PrepareRefused("""
            {
              "input": {"n": 5},
              "steps": [
                {"id": "a", "engine": "probe.a", "input": {"x": {"$ref": "#/steps/nowhere/x"}, "y": {"$ref": "#/input/absent"}}},
                {"id": "a", "engine": "no.such", "input": {"x": {"$ref": "steps/a"}}},
                {"id": "Ä", "engine": "pipeline", "input": {}, "on_error": "ignore", "timeout_s": 0},
                {"id": "d", "engine": "probe.a", "input": {"x": {"$ref": "#/steps/d"}}, "when": {"ref": "#/steps/e/x", "equals": 1}},
                {"id": "e", "engine": "probe.b", "input": {"bad": {"$ref": "#/input/n"}}, "when": {"step": "gone", "status": "failed"}},
                {"id": "f", "engine": "probe.b", "input": {"x": {"$ref": "#/input", "y": 1}}, "when": {"exists": true}, "extra": 1},
                {"id": "g", "engine": "track.clean", "input": {"positions": [{"t": 1, "lat": "x", "lon": 2}], "max_speed_mps": -1}}
              ],
              "return": ["a", "h"]
            }
            """);

        Assert.Equal(
            [
                "/return", "/steps/0/input", "/steps/0/input", "/steps/1/engine", "/steps/1/id", "/steps/1/input/x", "/steps/2/engine",
                "/steps/2/id", "/steps/2/on_error", "/steps/2/timeout_s", "/steps/3/input", "/steps/4/input/bad", "/steps/4/when/step",
                "/steps/5/extra", "/steps/5/input/x", "/steps/5/when", "/steps/6/input/max_speed_mps", "/steps/6/input/positions/0/lat",
            ],
            errors.Select(error => error.Pointer).Order(StringComparer.Ordinal));
        Assert.Empty(_under.A.Runs);
    }

    [Fact]
    public void Steps_InACircle_AreNamedInIt()
    {
        var error = Assert.Single(_under.Pipeline.PrepareRefused(PipelineUnderTest.Of(
            """{"id": "free", "engine": "probe.a", "input": {}}""",
            """{"id": "a", "engine": "probe.a", "input": {"x": {"$ref": "#/steps/c"}}}""",
            """{"id": "b", "engine": "probe.a", "input": {"x": {"$ref": "#/steps/a"}}}""",
            """{"id": "c", "engine": "probe.a", "input": {}, "when": {"step": "b", "status": "succeeded"}}""")));

        Assert.Equal("/steps", error.Pointer);
        Assert.Contains("a → c → b → a", error.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{}""", "/steps")]
    [InlineData("""{"steps": []}""", "/steps")]
    [InlineData("""{"steps": {}}""", "/steps")]
    [InlineData("""{"steps": [1]}""", "/steps/0")]
    [InlineData("""{"steps": [{"id": "a", "engine": "probe.a", "input": 1}]}""", "/steps/0/input")]
    [InlineData("""{"input": [], "steps": [{"id": "a", "engine": "probe.a", "input": {}}]}""", "/input")]
    [InlineData("""[]""", "")]
    public void Data_OfAnotherShape_IsRefusedWhereItIs(string data, string pointer) =>
        Assert.Equal(pointer, Assert.Single(_under.Pipeline.PrepareRefused(data)).Pointer);

    [Theory]
    [InlineData("""{"$ref": "#/input/n", "y": 1}""", "stands alone")]
    [InlineData("""{"y": 1, "$ref": "#/input/n"}""", "stands alone")]
    [InlineData("""{"$ref": 1}""", "stands alone")]
    [InlineData("""{"$ref": "#/other"}""", "Found the reference \"#/other\"")]
    [InlineData("""[{"y": {"$ref": ""}}]""", "Found the reference \"\"")]
    public void Reference_ThatIsNone_IsRefusedWhereverItStands(string value, string reason)
    {
        var error = Assert.Single(_under.Pipeline.PrepareRefused(PipelineUnderTest.Of(
            $$$"""{"id": "a", "engine": "probe.a", "input": {"x": {{{value}}}}}""")));

        Assert.Equal("/steps/0/input/x", error.Pointer);
        Assert.Contains(reason, error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_MoreThan32_AreRefused()
    {
        var steps = Enumerable.Range(0, 33).Select(i => $$$"""{"id": "s{{{i}}}", "engine": "probe.a", "input": {}}""").ToArray();

        Assert.Equal("/steps", Assert.Single(_under.Pipeline.PrepareRefused(PipelineUnderTest.Of(steps))).Pointer);
        Assert.Equal(["probe.a"], _under.Pipeline.PrepareReady(PipelineUnderTest.Of(steps[..32])).OtherEngines);
    }

    [Theory]
    [InlineData(true, "track.summary")]
    [InlineData(false, "track.summary", "probe.a")]
    public void SideEffects_AreThoseOfItsSteps(bool without, params string[] engines)
    {
        var steps = engines.Select((engine, i) => $$$"""{"id": "s{{{i}}}", "engine": "{{{engine}}}", "input": {"positions": []}}""");

        Assert.Equal(without, _under.Pipeline.PrepareReady(PipelineUnderTest.Of([.. steps])).IsWithoutSideEffects);
    }

    [Fact]
    public void Positions_WithFaults_AreReportedOnceAndWhereTheyAre()
    {
        var errors = _under.Pipeline.PrepareRefused("""
            {
              "input": {"positions": [{"t": 1, "lat": "x", "lon": 2}], "more": {"track": [{"t": 1, "lat": 1}]}},
              "steps": [
                {"id": "a", "engine": "track.clean", "input": {"positions": {"$ref": "#/input/positions"}}},
                {"id": "b", "engine": "track.clean", "input": {"positions": {"$ref": "#/input/positions"}}},
                {"id": "c", "engine": "track.clean", "input": {"positions": {"$ref": "#/input/more/track"}}},
                {"id": "d", "engine": "track.summary", "input": {"positions": {"$ref": "#/steps/c/positions"}, "time_zone": "Mars"}},
                {"id": "e", "engine": "probe.a", "input": {"positions": {"$ref": "#/steps/c/positions"}}}
              ]
            }
            """);

        Assert.Equal(
            ["/input/positions/0/lat", "/input/more/track/0/lon", "/steps/3/input/time_zone", "/steps/4/input"],
            errors.Select(error => error.Pointer));
    }
}
