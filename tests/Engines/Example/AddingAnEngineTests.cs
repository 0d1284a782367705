using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using TlEngine.Engines;
using TlEngine.Settings;
using TlEngine.Tests.Engines.Pipelines;
using TlEngine.Tests.Repository;

namespace TlEngine.Tests.Engines.Example;

/// <summary>docs/adding-an-engine.md shows the code of this folder, and that code runs.</summary>
public sealed partial class AddingAnEngineTests
{
    private static readonly string Page = RepositoryRoot.Read("docs/adding-an-engine.md");

    [Theory]
    [InlineData("LongestLegEngine.cs", "namespace TlEngine.Engines.Track.LongestLeg;")]
    [InlineData(
        "LongestLegEngineTests.cs", "using TlEngine.Engines.Track.LongestLeg;\n\nnamespace TlEngine.Tests.Engines.Track.LongestLeg;")]
    public void Page_ShowsTheCode_AsItIsTested(string file, string itsPlace)
    {
        // Here both files are in one namespace; where the page puts them, the test needs that of the engine.
        var code = RepositoryRoot.Read($"tests/Engines/Example/{file}").Trim()
            .Replace("namespace TlEngine.Tests.Engines.Example;", itsPlace, StringComparison.Ordinal);

        Assert.Contains($"```csharp\n{code}\n```", Page, StringComparison.Ordinal);
    }

    /// <summary>Every block of code is one of those that these tests compile, fill or run.</summary>
    [Fact]
    public void Page_HasNoOtherBlocks() =>
        Assert.Equal(["csharp", "csharp", "csharp", "markdown", "sh"], Blocks().Matches(Page).Select(match => match.Groups["kind"].Value));

    [Fact]
    public void Page_ShowsAPage_ThatIsFilled()
    {
        var engine = new LongestLegEngine();
        var shown = Blocks().Matches(Page).Single(match => match.Groups["kind"].Value == "markdown").Groups["text"].Value;

        var filled = new EnginePage(engine).Filled(shown);

        Assert.StartsWith($"# {engine.Descriptor.Id}\n", filled, StringComparison.Ordinal);
        Assert.Contains(engine.Descriptor.Summary, filled, StringComparison.Ordinal);
        Assert.Contains("| `max_gap_s` | s | `3600` | 0 to 604,800 |", filled, StringComparison.Ordinal);
        Assert.Contains("/api/v1/engines/track.longest_leg/execute", filled, StringComparison.Ordinal);
        Assert.Contains("\"from\": 1", filled, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_ShowsTheLine_ThatRegistersIt()
    {
        Assert.Contains("services.AddEngine<LongestLegEngine>();", Page, StringComparison.Ordinal);
        var services = new ServiceCollection().AddLogging()
            .AddTlEngine(new ServiceSettings { Environment = "local", DataFolder = "unused" });
        services.AddEngine<LongestLegEngine>();
        await using var provider = services.BuildServiceProvider();

        var engine = provider.GetRequiredService<EngineCatalogue>().Find("track.longest_leg")!;

        Assert.Equal(1, engine.Run(engine.Descriptor.Example).GetProperty("from").GetInt32());
        Assert.Equal("max_gap_s", engine.Descriptor.Parameters[0].Name);
        Assert.NotNull(engine.Descriptor.InputSchema["properties"]!["max_gap_s"]);
    }

    [Fact]
    public async Task Page_SaysThatItIsAStepToo_AndItIs()
    {
        var services = new ServiceCollection().AddLogging()
            .AddTlEngine(new ServiceSettings { Environment = "local", DataFolder = "unused" });
        services.AddEngine<LongestLegEngine>();
        await using var provider = services.BuildServiceProvider();
        var pipeline = provider.GetRequiredService<EngineCatalogue>().Find("pipeline")!;

        var result = pipeline.Run("""
            {
              "input": {"positions": [{"t": 0, "lat": 0, "lon": 0}, {"t": 5000, "lat": 0, "lon": 1}, {"t": 9000, "lat": 0, "lon": 1.001}]},
              "steps": [
                {"id": "clean", "engine": "track.clean", "input": {"positions": {"$ref": "#/input/positions"}}},
                {"id": "leg", "engine": "track.longest_leg", "input": {"positions": {"$ref": "#/steps/clean/positions"}}}
              ]
            }
            """);

        Assert.Equal(0, result.GetProperty("results").GetProperty("leg").GetProperty("from").GetInt32());
        Assert.Equal("succeeded succeeded", PipelineUnderTest.Statuses(result));
    }

    [GeneratedRegex("^```(?<kind>[a-z]+)\n(?<text>.*?)\n```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Blocks();
}
