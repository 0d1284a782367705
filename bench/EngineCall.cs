using System.Buffers;
using TlEngine.Engines;
using TlEngine.Executions;

namespace TlEngine.Bench;

/// <summary>Whole calls of an engine: bytes in, bytes out.</summary>
internal sealed class EngineCall(IEngine engine, byte[] data)
{
    private static readonly EngineRun Attempt = new(
        new ExecutionId(Guid.Empty), new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero), 1);

    private readonly ArrayBufferWriter<byte> _output = new(1 << 20);

    public void Run()
    {
        _output.ResetWrittenCount();
        var call = engine.Prepare(new EngineRequest("run", data)) is Preparation.Ready ready
            ? ready.Call
            : throw new InvalidOperationException($"{engine.Descriptor.Id} refuses the data of its benchmark.");
        call.RunAsync(Attempt, _output, CancellationToken.None).AsTask().GetAwaiter().GetResult();
    }
}
