using System.Buffers;
using System.Runtime.CompilerServices;
using TlEngine.Engines.Json;

namespace TlEngine.Engines.Positions;

/// <summary>
/// Positions as they came, a column each, in pooled memory. What is absent is NaN (<see cref="Rfc3339.NoTime"/> in the column of times),
/// what is not finite too. Owned by one call; memory that is never given back is the collector's.
/// </summary>
internal sealed class PositionColumns : IDisposable
{
    private readonly double[]?[] _values = new double[PositionMember.All.Length][];
    private long[] _times;
    private int _capacity;

    /// <param name="capacity">Positions expected; it grows when there are more.</param>
    public PositionColumns(int capacity)
    {
        _times = ArrayPool<long>.Shared.Rent(Math.Max(capacity, 16));
        _capacity = _times.Length;
    }

    public int Count { get; set; }

    /// <summary>UTC ticks.</summary>
    public ReadOnlySpan<long> Times => _times.AsSpan(0, Count);

    public ReadOnlySpan<double> Latitudes => Values(PositionColumn.Latitude);

    public ReadOnlySpan<double> Longitudes => Values(PositionColumn.Longitude);

    public bool Has(PositionColumn column) => _values[(int)column] is not null;

    /// <summary>The column's values, empty where no position has any.</summary>
    public ReadOnlySpan<double> Values(PositionColumn column) => _values[(int)column].AsSpan(0, Has(column) ? Count : 0);

    public void SetTime(int row, long ticks) => _times[row] = ticks;

    public void Set(PositionColumn column, int row, double value)
    {
        (_values[(int)column] ?? Rent(column))[row] = value;
    }

    /// <summary><see cref="Set"/> for a column that has been set before.</summary>
    public void SetKnown(PositionColumn column, int row, double value) => _values[(int)column]![row] = value;

    /// <summary>To set the rows from one on, as many as there is room for.</summary>
    public Span<double> From(PositionColumn column, int row) => (_values[(int)column] ?? Rent(column)).AsSpan(row, _capacity - row);

    /// <summary>To set the times of the rows from one on, as many as there is room for.</summary>
    public Span<long> TimesFrom(int row) => _times.AsSpan(row, _capacity - row);

    /// <summary>Makes room for one more row.</summary>
    public void Reserve(int row)
    {
        if (row < _capacity)
        {
            return;
        }

        Grow(ref _times!, ArrayPool<long>.Shared);
        _capacity = _times.Length;
        for (var i = 0; i < _values.Length; i++)
        {
            if (_values[i] is not null)
            {
                Grow(ref _values[i], ArrayPool<double>.Shared);
                _values[i].AsSpan(row).Fill(double.NaN);
            }
        }
    }

    /// <summary>Columns of their own with these rows, in this order.</summary>
    public PositionColumns Take(ReadOnlySpan<int> rows)
    {
        var taken = new PositionColumns(rows.Length) { Count = rows.Length };
        for (var i = 0; i < rows.Length; i++)
        {
            taken._times[i] = _times[rows[i]];
        }

        for (var column = 0; column < _values.Length; column++)
        {
            if (_values[column] is { } values)
            {
                var target = taken._values[column] = ArrayPool<double>.Shared.Rent(taken._capacity);
                for (var i = 0; i < rows.Length; i++)
                {
                    target[i] = values[rows[i]];
                }
            }
        }

        return taken;
    }

    public void Dispose()
    {
        ArrayPool<long>.Shared.Return(_times);
        _times = [];
        _capacity = 0;
        Count = 0;
        for (var i = 0; i < _values.Length; i++)
        {
            if (_values[i] is { } values)
            {
                ArrayPool<double>.Shared.Return(values);
                _values[i] = null;
            }
        }
    }

    // Once for a column; inlined it would slow down the loop over the rows.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private double[] Rent(PositionColumn column)
    {
        var values = _values[(int)column] = ArrayPool<double>.Shared.Rent(_capacity);

        // Every row sets the required ones.
        if (!PositionMember.All[(int)column].Required)
        {
            values.AsSpan().Fill(double.NaN);
        }

        return values;
    }

    private static void Grow<T>(ref T[]? array, ArrayPool<T> pool)
    {
        var larger = pool.Rent(2 * array!.Length);
        array.CopyTo(larger, 0);
        pool.Return(array);
        array = larger;
    }
}
