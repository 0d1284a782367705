using System.Buffers;
using System.Text.Json.Nodes;
using TlEngine.Engines;

namespace TlEngine.Tests.Chaos.Crashes;

/// <summary>Answers with its data; its run is a step at which the process may die.</summary>
internal sealed class EchoEngine(Mortality life) : IEngine
{
    public const string Id = "test.echo";

    public EngineDescriptor Descriptor { get; } = new()
    {
        Id = Id,
        Version = "1",
        Summary = "Answers with its data.",
        Deterministic = false,
        SideEffects = false,
        Parameters = [],
        InputSchema = new JsonObject(),
        Example = "{}",
    };

    public Preparation Prepare(EngineRequest request) => new Preparation.Ready(new Call(request.Data, life));

    private sealed class Call(ReadOnlyMemory<byte> data, Mortality life) : IPreparedCall
    {
        public int Size => 1;

        public async ValueTask RunAsync(EngineRun run, IBufferWriter<byte> output, CancellationToken cancellationToken)
        {
            await life.PassAsync(CrashPoint.Run, isAfter: false);
            output.Write(data.Span);
        }
    }
}
