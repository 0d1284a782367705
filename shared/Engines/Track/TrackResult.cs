using System.Text.Json;

namespace TlEngine.Engines.Track;

/// <summary>What an engine on tracks found.</summary>
/// <param name="flags">All remarks on the input.</param>
/// <param name="used">How many fixes the result rests on.</param>
internal abstract class TrackResult(FlagList flags, int used)
{
    public FlagList Flags { get; } = flags;

    public int Used { get; } = used;

    /// <summary>As <see cref="IPreparedCall.DependsOnClock"/>.</summary>
    public virtual bool DependsOnClock => false;

    /// <summary>The input's rows that the result goes on with, in the order of time, where it leaves out some: those of its member
    /// <c>kept</c>.</summary>
    public virtual int[]? Kept => null;

    /// <summary>Writes the members between <c>quality</c> and <c>parameters</c>.</summary>
    public abstract void WriteMembers(Utf8JsonWriter writer);
}
