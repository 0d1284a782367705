using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TlEngine.Engines.Track.Simplify;

/// <summary>Places or directions in columns, to be read four at a time.</summary>
internal readonly ref struct VectorColumns
{
    private readonly ref readonly double _x;
    private readonly nuint _count;

    /// <param name="columns">Three, one behind the other: all X, all Y, all Z.</param>
    /// <param name="count">The numbers in each.</param>
    public VectorColumns(ReadOnlySpan<double> columns, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(columns.Length, 3 * count);
        _x = ref MemoryMarshal.GetReference(columns);
        _count = (nuint)count;
    }

    /// <summary>The one, four times: whoever asks keeps to the columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vectors All(int one)
    {
        ref var x = ref Unsafe.Add(ref Unsafe.AsRef(in _x), (nuint)one);
        return new(Vector256.Create(x), Vector256.Create(Unsafe.Add(ref x, _count)), Vector256.Create(Unsafe.Add(ref x, _count + _count)));
    }

    /// <summary>The four that begin there: whoever asks keeps to the columns.</summary>
    public Vectors this[int first]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(
            Vector256.LoadUnsafe(in _x, (nuint)first),
            Vector256.LoadUnsafe(in _x, (nuint)first + _count),
            Vector256.LoadUnsafe(in _x, (nuint)first + _count + _count));
    }
}
