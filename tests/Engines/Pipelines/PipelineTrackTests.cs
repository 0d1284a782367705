using System.Text.Json;
using System.Text.Json.Nodes;
using TlEngine.Engines;

namespace TlEngine.Tests.Engines.Pipelines;

/// <summary>What passes between steps on tracks as columns is what a caller would have passed as JSON.</summary>
public sealed class PipelineTrackTests
{
    private const string Fences =
        """[{"id": "a", "geometry": {"type": "Circle", "center": [-58.38, -34.6], "radius_m": 300}}]""";

    private static readonly string Steps =
        $$$$"""
        [
          {"id": "clean", "engine": "track.clean", "input": {"positions": {"$ref": "#/input/positions"}, "now": "2024-03-02T00:00:00Z"}},
          {"id": "thin", "engine": "track.simplify", "input": {"positions": {"$ref": "#/steps/clean/positions"}, "tolerance_m": 20}},
          {"id": "trips", "engine": "track.segment", "input": {"positions": {"$ref": "#/steps/clean/positions"}}},
          {"id": "fences", "engine": "geo.fence", "input": {"fences": {{{{Fences}}}}, "positions": {"$ref": "#/steps/thin/positions"}}},
          {"id": "sum", "engine": "track.summary", "input": {"time_zone": "UTC", "positions": {"$ref": "#/steps/fences/positions"}}}
        ]
        """;

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public async Task Positions_PassedOn_AreWhatJsonWouldHavePassed(int seed, bool asColumns)
    {
        var under = new PipelineUnderTest();
        var rows = Rows(seed);

        var result = (await under.RunAsync($$$"""{"input": {"positions": {{{(asColumns ? Columns(rows) : rows.ToJsonString())}}}}, "steps": {{{Steps}}}}"""))
            .GetProperty("results");

        var clean = Same("track.clean", rows, ",\"now\": \"2024-03-02T00:00:00Z\"", "clean");
        var kept = Kept(rows, clean);
        Assert.NotEqual(rows.Count, kept.Count);
        var thin = Kept(kept, Same("track.simplify", kept, ",\"tolerance_m\": 20", "thin"));
        Assert.NotEqual(kept.Count, thin.Count);
        Same("track.segment", kept, "", "trips");
        Same("geo.fence", thin, $",\"fences\": {Fences}", "fences");
        Same("track.summary", thin, ",\"time_zone\": \"UTC\"", "sum");

        JsonElement Same(string engine, JsonArray positions, string more, string step)
        {
            var alone = under.Catalogue.Find(engine)!.RunToText($"{{\"positions\": {positions.ToJsonString()}{more}}}");
            Assert.Equal(alone, result.GetProperty(step).GetRawText());
            return result.GetProperty(step);
        }
    }

    [Fact]
    public async Task Positions_AfterAResume_AreThoseThatTheStepKept()
    {
        var under = new PipelineUnderTest();
        var data = $$$"""{"input": {"positions": {{{Rows(4).ToJsonString()}}}}, "steps": {{{Steps}}}}""";
        var whole = (await under.RunAsync(data)).GetProperty("results");
        foreach (var lost in (string[])["trips", "fences", "sum"])
        {
            under.Checkpoints.Saved.Remove(lost);
        }

        var resumed = await under.RunAsync(data, attempt: 2);

        Assert.Equal(whole.GetRawText(), resumed.GetProperty("results").GetRawText());
        Assert.Equal([1, 1, 2, 2, 2], resumed.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("attempt").GetInt32()));
    }

    [Fact]
    public async Task Positions_InAResult_AreReadFromIt()
    {
        var under = new PipelineUnderTest();
        var rows = Rows(5);

        var result = await under.RunAsync($$$$"""
            {"steps": [
              {"id": "fetch", "engine": "probe.a", "input": {"body": {"track": {{{{rows.ToJsonString()}}}}}}},
              {"id": "sum", "engine": "track.summary", "input": {"positions": {"$ref": "#/steps/fetch/body/track"}}}
            ], "return": ["sum"]}
            """);

        var alone = under.Catalogue.Find("track.summary")!.RunToText($"{{\"positions\": {rows.ToJsonString()}}}");
        Assert.Equal(alone, result.GetProperty("results").GetProperty("sum").GetRawText());
        Assert.Equal(
            result.GetProperty("results").GetProperty("sum").GetProperty("quality").GetRawText(),
            result.GetProperty("steps")[1].GetProperty("quality").GetRawText());
    }

    private static JsonArray Kept(JsonArray rows, JsonElement result) =>
        [.. result.GetProperty("kept").EnumerateArray().Select(row => rows[row.GetInt32()]!.DeepClone())];

    /// <summary>A drive with spikes, null islands, doubles, and times that go back.</summary>
    private static JsonArray Rows(int seed)
    {
        var random = new Random(seed);
        var rows = new JsonArray();
        for (var i = 0; i < 400; i++)
        {
            var spike = random.Next(25) == 0 ? 0.2 : 0;
            var back = random.Next(30) == 0 ? 25 : 0;
            var row = new JsonObject
            {
                ["t"] = 1_709_280_000_000 + ((i - back) * 10_000L),
                ["lat"] = random.Next(40) == 0 ? 0 : Math.Round(-34.6 + (0.0004 * Math.Sin(i / 9.0)) + spike, 6),
                ["lon"] = random.Next(40) == 0 ? 0 : Math.Round(-58.4 + (i * 0.0001), 6),
                ["accuracy"] = random.Next(20) == 0 ? 500 : 5,
                ["ignition"] = i % 50 > 10,
            };
            rows.Add((JsonNode)row);
        }

        return rows;
    }

    private static string Columns(JsonArray rows) => new JsonObject(
        ((string[])["t", "lat", "lon", "accuracy", "ignition"]).Select(name => KeyValuePair.Create(
            name, (JsonNode?)new JsonArray([.. rows.Select(row => row![name]!.DeepClone())])))).ToJsonString();
}
