using System.Buffers;
using TlEngine.Engines.Json;

namespace TlEngine.Engines.Series;

/// <summary>
/// A series as it came, in pooled memory. An absent time is <see cref="Rfc3339.NoTime"/>, an absent value NaN. Owned by one call; memory
/// that is never given back is the collector's.
/// </summary>
/// <param name="capacity">Points expected; it grows when there are more.</param>
internal sealed class SeriesColumns(int capacity) : IDisposable
{
    private long[] _times = ArrayPool<long>.Shared.Rent(Math.Max(capacity, 16));
    private double[] _values = ArrayPool<double>.Shared.Rent(Math.Max(capacity, 16));

    public int Count { get; set; }

    /// <summary>UTC ticks.</summary>
    public ReadOnlySpan<long> Times => _times.AsSpan(0, Count);

    public ReadOnlySpan<double> Values => _values.AsSpan(0, Count);

    public void SetTime(int row, long ticks)
    {
        Reserve(ref _times, row);
        _times[row] = ticks;
    }

    public void SetValue(int row, double value)
    {
        Reserve(ref _values, row);
        _values[row] = value;
    }

    /// <summary>To set the times of the points from one on, as many as there is room for.</summary>
    public Span<long> TimesFrom(int row)
    {
        Reserve(ref _times, row);
        return _times.AsSpan(row);
    }

    /// <summary>To set the values of the points from one on, as many as there is room for.</summary>
    public Span<double> ValuesFrom(int row)
    {
        Reserve(ref _values, row);
        return _values.AsSpan(row);
    }

    public void Dispose()
    {
        ArrayPool<long>.Shared.Return(_times);
        ArrayPool<double>.Shared.Return(_values);
        (_times, _values, Count) = ([], [], 0);
    }

    private static void Reserve<T>(ref T[] column, int row)
    {
        if (row < column.Length)
        {
            return;
        }

        // Rows that are no points are passed over: the next one may be far on.
        var larger = ArrayPool<T>.Shared.Rent(Math.Max(2 * column.Length, row + 1));
        column.CopyTo(larger, 0);
        ArrayPool<T>.Shared.Return(column);
        column = larger;
    }
}
