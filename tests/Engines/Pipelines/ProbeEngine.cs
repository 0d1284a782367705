using System.Buffers;
using System.Text;
using TlEngine.Engines;
using TlEngine.Executions;

namespace TlEngine.Tests.Engines.Pipelines;

/// <summary>An engine that gives back its data, notes each run, and does what the test wants.</summary>
internal sealed class ProbeEngine(string id) : IEngine
{
    public List<EngineRun> Runs { get; } = [];

    /// <summary>What a run does before it answers.</summary>
    public Func<EngineRun, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>What it answers; null: its data.</summary>
    public string? Answer { get; set; }

    public EngineDescriptor Descriptor { get; } = new()
    {
        Id = id,
        Version = "1",
        Summary = "Gives back its data.",
        Deterministic = false,
        SideEffects = true,
        Parameters = [],
        InputSchema = new System.Text.Json.Nodes.JsonObject(),
        Example = "{}",
    };

    /// <summary>Refuses data with the member <c>bad</c>.</summary>
    public Preparation Prepare(EngineRequest request) => Encoding.UTF8.GetString(request.Data.Span).Contains("\"bad\"", StringComparison.Ordinal)
        ? new Preparation.Refused([new InputError("/bad", "Found bad; expected good.")])
        : new Preparation.Ready(new Call(this, request.Data));

    private sealed class Call(ProbeEngine engine, ReadOnlyMemory<byte> data) : IPreparedCall
    {
        public int Size => 1;

        public async ValueTask RunAsync(EngineRun run, IBufferWriter<byte> output, CancellationToken cancellationToken)
        {
            engine.Runs.Add(run);
            await engine.Before(run, cancellationToken);
            output.Write(engine.Answer is { } answer ? Encoding.UTF8.GetBytes(answer) : data.Span);
        }
    }
}
