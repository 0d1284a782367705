using System.Buffers;
using System.Runtime.CompilerServices;
using TlEngine.Engines.Json;

namespace TlEngine.Engines.Tables;

/// <summary>
/// The rows of a table as they came, a column for each member, in pooled memory. What is absent is NaN (<see cref="Rfc3339.NoTime"/> in the
/// column of times), what is past the range of a double infinite. Owned by one call; memory that is never given back is the collector's.
/// </summary>
internal abstract class TableColumns : IDisposable
{
    private readonly Table _table;
    private readonly double[]?[] _values;
    private long[] _times;
    private int _capacity;

    /// <param name="table">What the columns are.</param>
    /// <param name="capacity">Rows expected; it grows when there are more.</param>
    protected TableColumns(Table table, int capacity)
    {
        _table = table;
        _values = new double[table.Members.Length][];
        _times = ArrayPool<long>.Shared.Rent(Math.Max(capacity, 16));
        _capacity = _times.Length;
    }

    public int Count { get; set; }

    /// <summary>UTC ticks.</summary>
    public ReadOnlySpan<long> Times => _times.AsSpan(0, Count);

    public void SetTime(int row, long ticks) => _times[row] = ticks;

    public void Set(int column, int row, double value)
    {
        (_values[column] ?? Rent(column))[row] = value;
    }

    /// <summary><see cref="Set"/> for a column that has been set before.</summary>
    public void SetKnown(int column, int row, double value) => _values[column]![row] = value;

    /// <summary>To set the rows from one on, as many as there is room for.</summary>
    public Span<double> From(int column, int row) => (_values[column] ?? Rent(column)).AsSpan(row, _capacity - row);

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

    protected bool HasColumn(int column) => _values[column] is not null;

    /// <summary>The column's values, empty where no row has any.</summary>
    protected ReadOnlySpan<double> Column(int column) => _values[column].AsSpan(0, HasColumn(column) ? Count : 0);

    /// <summary>Sets these rows of another one, in this order; it must have been made for as many.</summary>
    protected void SetRows(TableColumns other, ReadOnlySpan<int> rows)
    {
        Count = rows.Length;
        for (var i = 0; i < rows.Length; i++)
        {
            _times[i] = other._times[rows[i]];
        }

        for (var column = 0; column < _values.Length; column++)
        {
            if (other._values[column] is { } values)
            {
                var target = _values[column] = ArrayPool<double>.Shared.Rent(_capacity);
                for (var i = 0; i < rows.Length; i++)
                {
                    target[i] = values[rows[i]];
                }
            }
        }
    }

    // Once for a column; inlined it would slow down the loop over the rows.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private double[] Rent(int column)
    {
        var values = _values[column] = ArrayPool<double>.Shared.Rent(_capacity);

        // Every row sets the required ones.
        if (!_table.Members[column].Required)
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
