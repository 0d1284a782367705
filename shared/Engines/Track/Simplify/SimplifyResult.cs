using System.Text.Json;
using TlEngine.Engines.Json;

namespace TlEngine.Engines.Track.Simplify;

/// <summary>The fixes of the simpler line.</summary>
/// <param name="kept">Input indices in the order of time.</param>
/// <param name="maxError">How far in metres a fix left out is from the simpler line, at most.</param>
internal sealed class SimplifyResult(FlagList flags, int used, int[] kept, double maxError) : TrackResult(flags, used)
{
    public override int[]? Kept => kept;

    public override void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WritePropertyName("kept");
        IntegerArray.Write(writer, kept);
        writer.WriteNumber("max_error_m", maxError);
    }
}
