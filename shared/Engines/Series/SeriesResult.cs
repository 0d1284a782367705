using System.Text.Json;

namespace TlEngine.Engines.Series;

/// <summary>What an engine on series found.</summary>
internal abstract class SeriesResult
{
    /// <summary>Writes the members between <c>quality</c> and <c>parameters</c>.</summary>
    public abstract void WriteMembers(Utf8JsonWriter writer);

    /// <summary>A number, or null for what no double or no data can say.</summary>
    protected static void WriteFinite(Utf8JsonWriter writer, string name, double value)
    {
        if (double.IsFinite(value))
        {
            // A zero has no sign in these results: which one it was depends on the order of a sum.
            writer.WriteNumber(name, value == 0 ? 0 : value);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
