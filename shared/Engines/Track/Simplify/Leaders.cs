using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TlEngine.Engines.Track.Simplify;

/// <summary>The furthest fix so far, lane by lane; of equals in a lane the first that came.</summary>
internal struct Leaders()
{
    private Vector256<double> _most = Vector256.Create(-1.0);
    private Vector256<long> _firsts = Vector256<long>.Zero;

    /// <summary>The greatest number; -1 before any came.</summary>
    public readonly double Most
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var two = Vector128.MaxNative(_most.GetLower(), _most.GetUpper());
            return Vector128.MaxNative(two, Vector128.Shuffle(two, Vector128.Create(1L, 0))).ToScalar();
        }
    }

    /// <summary>Whose number it is; of equals the first.</summary>
    public readonly int Fix
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var isMost = Vector256.Equals(_most, Vector256.Create(Most)).AsInt64();
            var fixes = Vector256.ConditionalSelect(isMost, _firsts + Vector256<long>.Indices, Vector256.Create(long.MaxValue));
            var two = Vector128.Min(fixes.GetLower(), fixes.GetUpper());
            return (int)Vector128.Min(two, Vector128.Shuffle(two, Vector128.Create(1L, 0))).ToScalar();
        }
    }

    /// <param name="unit">As in <see cref="Simplify.Furthest"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Furthest Furthest(double unit) => new(Fix, Most, unit);

    /// <param name="numbers">Of four fixes that follow each other.</param>
    /// <param name="first">The first of them.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Keep(Vector256<double> numbers, int first)
    {
        _firsts = Vector256.ConditionalSelect(
            Vector256.GreaterThan(numbers, _most).AsInt64(), Vector256.Create((long)first), _firsts);
        _most = Vector256.MaxNative(_most, numbers);
    }
}
