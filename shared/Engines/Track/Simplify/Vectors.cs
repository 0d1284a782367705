using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TlEngine.Engines.Track.Simplify;

/// <summary>Four of <see cref="Vector"/>, with the same operations in the same order: to the bit what each alone comes to.</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly struct Vectors(Vector256<double> x, Vector256<double> y, Vector256<double> z)
{
    public const int Count = 4;

    private readonly Vector256<double> _x = x;
    private readonly Vector256<double> _y = y;
    private readonly Vector256<double> _z = z;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vectors(in Vector all)
        : this(Vector256.Create(all.X), Vector256.Create(all.Y), Vector256.Create(all.Z))
    {
    }

    public Vector256<double> Square
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Dot(this);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vectors operator +(in Vectors one, in Vectors other) => new(one._x + other._x, one._y + other._y, one._z + other._z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vectors operator -(in Vectors one, in Vectors other) => new(one._x - other._x, one._y - other._y, one._z - other._z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vectors operator *(in Vectors one, Vector256<double> factor) => new(one._x * factor, one._y * factor, one._z * factor);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<double> Dot(in Vectors other) =>
        Vector256.FusedMultiplyAdd(_x, other._x, Vector256.FusedMultiplyAdd(_y, other._y, _z * other._z));

    /// <summary>The product and a number more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<double> Dot(in Vectors other, Vector256<double> more) => Vector256.FusedMultiplyAdd(
        _x, other._x, Vector256.FusedMultiplyAdd(_y, other._y, Vector256.FusedMultiplyAdd(_z, other._z, more)));
}
