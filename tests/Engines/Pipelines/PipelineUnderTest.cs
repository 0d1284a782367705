using System.Buffers;
using System.Text.Json;
using TlEngine.Engines;
using TlEngine.Engines.Geo.Fence;
using TlEngine.Engines.Pipelines;
using TlEngine.Engines.Track.Clean;
using TlEngine.Engines.Track.Segment;
using TlEngine.Engines.Track.Simplify;
using TlEngine.Engines.Track.Summary;

namespace TlEngine.Tests.Engines.Pipelines;

/// <summary>A pipeline over the engines on tracks and two probes, <c>probe.a</c> and <c>probe.b</c>.</summary>
internal sealed class PipelineUnderTest
{
    public PipelineUnderTest(TimeProvider? time = null)
    {
        EngineCatalogue? catalogue = null;
        Pipeline = new PipelineEngine(new Lazy<EngineCatalogue>(() => catalogue!), time ?? TimeProvider.System);
        catalogue = new EngineCatalogue(
        [
            Pipeline, A, B, new TrackCleanEngine(), new TrackSegmentEngine(), new TrackSummaryEngine(), new TrackSimplifyEngine(),
            new GeoFenceEngine(),
        ]);
        Catalogue = catalogue;
    }

    public ProbeEngine A { get; } = new("probe.a");

    public ProbeEngine B { get; } = new("probe.b");

    public EngineCatalogue Catalogue { get; }

    public PipelineEngine Pipeline { get; }

    public KeptCheckpoints Checkpoints { get; } = new();

    public async Task<JsonElement> RunAsync(string data, int attempt = 1, CancellationToken cancellationToken = default)
    {
        var output = new ArrayBufferWriter<byte>();
        var run = EngineHarness.FirstAttempt with { Attempt = attempt, Checkpoints = Checkpoints };
        await Pipeline.PrepareReady(data).RunAsync(run, output, cancellationToken);
        using var document = JsonDocument.Parse(output.WrittenMemory);
        return document.RootElement.Clone();
    }

    public async Task<EngineFailedException> FailAsync(string data, int attempt = 1) =>
        await Assert.ThrowsAsync<EngineFailedException>(() => RunAsync(data, attempt));

    /// <summary>The status of each step, in the order of the request.</summary>
    public static string Statuses(JsonElement result) =>
        string.Join(' ', result.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("status").GetString()));

    /// <summary>Steps of <c>{id, engine, input}</c> and whatever more.</summary>
    public static string Of(params string[] steps) => $$"""{"input": {"n": 5, "list": [1, {"a/b": "x"}]}, "steps": [{{string.Join(',', steps)}}]}""";
}
