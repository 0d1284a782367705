using System.Buffers;
using System.Text.Json;
using TlEngine.Engines.Positions;

namespace TlEngine.Engines.Track;

/// <summary>
/// A prepared call of an engine on tracks. Its own positions are given back after the run; a call that never runs leaves them to the
/// collector.
/// </summary>
/// <param name="borrowed">Whether the positions are another's, who gives them back.</param>
internal sealed class TrackCall<TParameters>(
    TrackEngine<TParameters> engine, PositionColumns positions, TParameters parameters, bool borrowed) : ITrackCall
    where TParameters : TrackParameters, new()
{
    // The engine writes what it means to; checking the order of its tokens costs a third of the time.
    private static readonly JsonWriterOptions Unchecked = new() { SkipValidation = true };

    private bool _ran;

    public int Size { get; } = positions.Count;

    public bool DependsOnClock { get; private set; }

    public int[]? Kept { get; private set; }

    public ValueTask RunAsync(EngineRun run, IBufferWriter<byte> output, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Interlocked.Exchange(ref _ran, true), this);
        using (borrowed ? null : positions)
        {
            var effective = engine.Effective(parameters, run);
            var result = engine.Run(positions, effective, cancellationToken);
            DependsOnClock = result.DependsOnClock;
            Kept = result.Kept;
            using var writer = new Utf8JsonWriter(output, Unchecked);
            writer.WriteStartObject();
            WriteQuality(writer, result);
            result.WriteMembers(writer);
            writer.WritePropertyName("parameters");
            engine.Parameters.Write(writer, effective);
            writer.WriteEndObject();
        }

        return ValueTask.CompletedTask;
    }

    private void WriteQuality(Utf8JsonWriter writer, TrackResult result)
    {
        writer.WriteStartObject("quality");
        writer.WriteNumber("input", Size);
        writer.WriteNumber("used", result.Used);
        writer.WritePropertyName("flags");
        result.Flags.WriteCounts(writer);
        writer.WriteEndObject();
    }
}
