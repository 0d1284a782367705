using System.Buffers;
using System.Text.Json;

namespace TlEngine.Engines.Pipelines;

/// <summary>A pipeline that may run.</summary>
internal sealed class PipelineCall(PipelinePlan plan, TimeProvider time) : IPreparedCall
{
    private bool _ran;

    /// <summary>The largest of what is known of the steps' inputs.</summary>
    public int Size { get; } = plan.Steps.Select(step => step.Call?.Size ?? 0).Concat(plan.Columns.Select(columns => columns.Count)).Max();

    public IReadOnlyList<string> OtherEngines { get; } = [.. plan.Steps.Select(step => step.Engine.Descriptor.Id).Distinct()];

    public bool IsWithoutSideEffects { get; } = !plan.Steps.Any(step => step.Engine.Descriptor.SideEffects);

    public async ValueTask RunAsync(EngineRun run, IBufferWriter<byte> output, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Interlocked.Exchange(ref _ran, true), this);
        using var attempt = new PipelineRun(plan, run, time);
        await attempt.RunAsync(cancellationToken);
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
        writer.WriteStartObject();
        attempt.WriteMembers(writer);
        writer.WriteEndObject();
    }
}
