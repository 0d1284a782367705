using System.Buffers;
using System.Text.Json;

namespace TlEngine.Engines.Series;

/// <summary>A prepared call of an engine on series. It runs once; a call that never runs leaves its memory to the collector.</summary>
internal sealed class SeriesCall<TParameters>(
    SeriesEngine<TParameters> engine, int size, Points points, SeriesFlagCounts flags, TParameters parameters) : IPreparedCall
    where TParameters : SeriesParameters, new()
{
    // The engine writes what it means to; checking the order of its tokens costs a third of the time.
    private static readonly JsonWriterOptions Unchecked = new() { SkipValidation = true };

    private bool _ran;

    public int Size => size;

    public ValueTask RunAsync(EngineRun run, IBufferWriter<byte> output, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Interlocked.Exchange(ref _ran, true), this);
        using (points)
        {
            var result = engine.Run(points, parameters, cancellationToken);
            using var writer = new Utf8JsonWriter(output, Unchecked);
            writer.WriteStartObject();
            writer.WriteStartObject("quality");
            writer.WriteNumber("input", size);
            writer.WriteNumber("used", points.Count);
            writer.WritePropertyName("flags");
            flags.Write(writer);
            writer.WriteEndObject();
            result.WriteMembers(writer);
            writer.WritePropertyName("parameters");
            engine.Parameters.Write(writer, parameters);
            writer.WriteEndObject();
        }

        return ValueTask.CompletedTask;
    }
}
