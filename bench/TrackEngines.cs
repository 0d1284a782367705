using System.Buffers;
using BenchmarkDotNet.Attributes;
using TlEngine.Engines;
using TlEngine.Engines.Track.Clean;
using TlEngine.Engines.Track.Events;
using TlEngine.Engines.Track.Summary;
using TlEngine.Executions;

namespace TlEngine.Bench;

/// <summary>Whole engines: bytes in, bytes out.</summary>
public class TrackEngines
{
    private static readonly EngineRun Run = new(new ExecutionId(Guid.Empty), new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero), 1);
    private readonly ArrayBufferWriter<byte> _output = new(1 << 20);
    private readonly TrackCleanEngine _clean = new();
    private readonly TrackEventsEngine _events = new();
    private readonly TrackSummaryEngine _summary = new();

    [Benchmark]
    public Task<int> CleanAsync() => ExecuteAsync(_clean);

    [Benchmark]
    public Task<int> EventsAsync() => ExecuteAsync(_events);

    [Benchmark]
    public Task<int> SummaryAsync() => ExecuteAsync(_summary);

    private async Task<int> ExecuteAsync(IEngine engine)
    {
        _output.ResetWrittenCount();
        var prepared = (Preparation.Ready)engine.Prepare(new EngineRequest("run", Day.Rows));
        await prepared.Call.RunAsync(Run, _output, CancellationToken.None);
        return _output.WrittenCount;
    }
}
