using System.Buffers;
using TlEngine.Engines.Memory;
using TlEngine.Engines.Positions;

namespace TlEngine.Engines.Track;

/// <summary>The fixes that an engine works on, dense, in pooled columns; each knows its place in the input.</summary>
/// <param name="capacity">The most fixes there will be.</param>
internal sealed class Fixes(int capacity) : IDisposable
{
    private static readonly PositionColumn[] Columns =
    [
        PositionColumn.Latitude, PositionColumn.Longitude, PositionColumn.Speed, PositionColumn.Accuracy, PositionColumn.Ignition,
    ];

    private readonly int[] _indices = ArrayPool<int>.Shared.Rent(capacity);
    private readonly long[] _times = ArrayPool<long>.Shared.Rent(capacity);
    private readonly double[][] _values = [Rent(capacity), Rent(capacity), Rent(capacity), Rent(capacity), Rent(capacity)];

    public int Count { get; private set; }

    /// <summary>Places in the input.</summary>
    public ReadOnlySpan<int> Indices => _indices.AsSpan(0, Count);

    /// <summary>UTC ticks.</summary>
    public ReadOnlySpan<long> Times => _times.AsSpan(0, Count);

    public ReadOnlySpan<double> Latitudes => _values[0].AsSpan(0, Count);

    /// <summary>In [-180, 180).</summary>
    public ReadOnlySpan<double> Longitudes => _values[1].AsSpan(0, Count);

    /// <summary>Reported, in m/s; NaN where a fix has none.</summary>
    public ReadOnlySpan<double> Speeds => _values[2].AsSpan(0, Count);

    /// <summary>In metres; NaN where a fix has none.</summary>
    public ReadOnlySpan<double> Accuracies => _values[3].AsSpan(0, Count);

    /// <summary>0 off, 1 on, NaN unknown.</summary>
    public ReadOnlySpan<double> Ignitions => _values[4].AsSpan(0, Count);

    public void Add(int index, long time, double latitude, double longitude, double speed, double accuracy, double ignition)
    {
        var i = Count++;
        _indices[i] = index;
        _times[i] = time;
        _values[0][i] = latitude;
        _values[1][i] = longitude;
        _values[2][i] = speed;
        _values[3][i] = accuracy;
        _values[4][i] = ignition;
    }

    /// <summary>Adds positions that follow each other, as they are.</summary>
    public void Add(PositionColumns positions, int first, int count)
    {
        var at = Count;
        Count += count;
        var indices = _indices.AsSpan(at, count);
        for (var i = 0; i < indices.Length; i++)
        {
            indices[i] = first + i;
        }

        positions.Times.Slice(first, count).CopyTo(_times.AsSpan(at));
        for (var i = 0; i < _values.Length; i++)
        {
            var values = positions.Values(Columns[i]);
            var added = _values[i].AsSpan(at, count);
            if (values.IsEmpty)
            {
                added.Fill(double.NaN);
            }
            else
            {
                values.Slice(first, count).CopyTo(added);
            }
        }
    }

    /// <summary>Drops the fixes that are not to be kept.</summary>
    public void Keep(ReadOnlySpan<bool> keep)
    {
        Compact(_times, keep);
        foreach (var values in _values)
        {
            Compact(values, keep);
        }

        Count = Compact(_indices, keep);
    }

    /// <summary>Puts them in the order of time, those of one time in the order they are in now.</summary>
    public void SortByTime()
    {
        using var order = new Pooled<int>(Count);
        var places = order.Span;
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = i;
        }

        var times = _times.AsSpan(0, Count);
        times.Sort(places);
        for (int start = 0, end; start < Count; start = end)
        {
            end = start + 1;
            while (end < Count && times[end] == times[start])
            {
                end++;
            }

            // The sort is not stable.
            places[start..end].Sort();
        }

        Gather(_indices, places);
        foreach (var values in _values)
        {
            Gather(values, places);
        }
    }

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_indices);
        ArrayPool<long>.Shared.Return(_times);
        foreach (var values in _values)
        {
            ArrayPool<double>.Shared.Return(values);
        }
    }

    private static double[] Rent(int capacity) => ArrayPool<double>.Shared.Rent(capacity);

    private static int Compact<T>(T[] column, ReadOnlySpan<bool> keep)
    {
        var count = 0;
        for (var i = 0; i < keep.Length; i++)
        {
            column[count] = column[i];
            count += keep[i] ? 1 : 0;
        }

        return count;
    }

    private static void Gather<T>(T[] column, ReadOnlySpan<int> places)
        where T : unmanaged
    {
        using var copy = new Pooled<T>(places.Length);
        var old = copy.Span;
        column.AsSpan(0, places.Length).CopyTo(old);
        for (var i = 0; i < places.Length; i++)
        {
            column[i] = old[places[i]];
        }
    }
}
