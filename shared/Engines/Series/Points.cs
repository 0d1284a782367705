using System.Buffers;

namespace TlEngine.Engines.Series;

/// <summary>The points that an engine works on, in the order of time, in pooled columns; each knows its place in the input.</summary>
/// <param name="capacity">The most points there will be.</param>
internal sealed class Points(int capacity) : IDisposable
{
    private readonly int[] _indices = ArrayPool<int>.Shared.Rent(capacity);
    private readonly long[] _times = ArrayPool<long>.Shared.Rent(capacity);
    private readonly double[] _values = ArrayPool<double>.Shared.Rent(capacity);

    public int Count { get; private set; }

    /// <summary>Places in the input.</summary>
    public ReadOnlySpan<int> Indices => _indices.AsSpan(0, Count);

    /// <summary>UTC ticks.</summary>
    public ReadOnlySpan<long> Times => _times.AsSpan(0, Count);

    /// <summary>Finite.</summary>
    public ReadOnlySpan<double> Values => _values.AsSpan(0, Count);

    public void Add(int index, long time, double value)
    {
        (_indices[Count], _times[Count], _values[Count]) = (index, time, value);
        Count++;
    }

    /// <summary>Puts another point in the place of the last one.</summary>
    public void ReplaceLast(int index, double value) => (_indices[Count - 1], _values[Count - 1]) = (index, value);

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_indices);
        ArrayPool<long>.Shared.Return(_times);
        ArrayPool<double>.Shared.Return(_values);
    }
}
