using TlEngine.Engines.Tables;

namespace TlEngine.Engines.Series;

/// <summary>A series as it came, a column each.</summary>
/// <param name="capacity">Points expected; it grows when there are more.</param>
internal sealed class SeriesColumns(int capacity) : TableColumns(SeriesReader.Table, capacity)
{
    public ReadOnlySpan<double> Values => Column(1);
}
