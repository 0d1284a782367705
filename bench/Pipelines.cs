using System.Buffers;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using TlEngine.Engines;
using TlEngine.Engines.Pipelines;
using TlEngine.Engines.Track.Clean;
using TlEngine.Engines.Track.Segment;
using TlEngine.Engines.Track.Summary;
using TlEngine.Executions;

namespace TlEngine.Bench;

/// <summary>Clean, segment and summary of a day's fixes: in one pipeline, and as a caller would do it with three calls.</summary>
public class Pipelines
{
    private const string Steps =
        """
        [
          {"id": "clean", "engine": "track.clean", "input": {"positions": {"$ref": "#/input/positions"}}},
          {"id": "trips", "engine": "track.segment", "input": {"positions": {"$ref": "#/steps/clean/positions"}}},
          {"id": "day", "engine": "track.summary", "input": {"positions": {"$ref": "#/steps/clean/positions"}}}
        ]
        """;

    private static readonly EngineRun Run = new(new ExecutionId(Guid.Empty), new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero), 1);

    /// <summary><c>data</c> of the pipeline.</summary>
    public static byte[] Data { get; } = Encoding.UTF8.GetBytes(
        $$"""{"input":{{Encoding.UTF8.GetString(Day.Rows)}},"steps":{{Steps}},"return":["trips","day"]}""");

    private readonly ArrayBufferWriter<byte> _output = new(1 << 20);
    private readonly TrackCleanEngine _clean = new();
    private readonly TrackSegmentEngine _segment = new();
    private readonly TrackSummaryEngine _summary = new();
    private readonly PipelineEngine _pipeline;

    public Pipelines()
    {
        EngineCatalogue? catalogue = null;
        _pipeline = new PipelineEngine(new Lazy<EngineCatalogue>(() => catalogue!), TimeProvider.System);
        catalogue = new EngineCatalogue([_pipeline, _clean, _segment, _summary]);
    }

    internal IEngine Engine => _pipeline;

    [Benchmark(Baseline = true)]
    public Task<int> PipelineAsync() => ExecuteAsync(_pipeline, Data);

    /// <summary>The kept positions written and read between the calls.</summary>
    [Benchmark]
    public async Task<int> ThreeCallsAsync()
    {
        await ExecuteAsync(_clean, Day.Rows);
        var kept = Kept(_output.WrittenMemory);
        return await ExecuteAsync(_segment, kept) + await ExecuteAsync(_summary, kept);
    }

    private static byte[] Kept(ReadOnlyMemory<byte> result)
    {
        using var cleaned = JsonDocument.Parse(result);
        using var day = JsonDocument.Parse(Day.Rows);
        var rows = day.RootElement.GetProperty("positions").EnumerateArray().ToArray();
        var output = new ArrayBufferWriter<byte>(Day.Rows.Length);
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("positions");
            foreach (var row in cleaned.RootElement.GetProperty("kept").EnumerateArray())
            {
                rows[row.GetInt32()].WriteTo(writer);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return output.WrittenMemory.ToArray();
    }

    private async Task<int> ExecuteAsync(IEngine engine, ReadOnlyMemory<byte> data)
    {
        _output.ResetWrittenCount();
        var prepared = (Preparation.Ready)engine.Prepare(new EngineRequest("run", data));
        await prepared.Call.RunAsync(Run, _output, CancellationToken.None);
        return _output.WrittenCount;
    }
}
