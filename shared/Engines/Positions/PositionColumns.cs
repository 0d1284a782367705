using TlEngine.Engines.Tables;

namespace TlEngine.Engines.Positions;

/// <summary>Positions as they came, a column each.</summary>
/// <param name="capacity">Positions expected; it grows when there are more.</param>
internal sealed class PositionColumns(int capacity) : TableColumns(PositionReader.Table, capacity)
{
    public ReadOnlySpan<double> Latitudes => Values(PositionColumn.Latitude);

    public ReadOnlySpan<double> Longitudes => Values(PositionColumn.Longitude);

    public bool Has(PositionColumn column) => HasColumn((int)column);

    /// <summary>The column's values, empty where no position has any.</summary>
    public ReadOnlySpan<double> Values(PositionColumn column) => Column((int)column);

    public void Set(PositionColumn column, int row, double value) => Set((int)column, row, value);

    /// <summary>Columns of their own with these rows, in this order.</summary>
    public PositionColumns Take(ReadOnlySpan<int> rows)
    {
        var taken = new PositionColumns(rows.Length);
        taken.SetRows(this, rows);
        return taken;
    }
}
