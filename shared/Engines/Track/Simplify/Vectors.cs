using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TlEngine.Engines.Track.Simplify;

/// <summary>Four places or directions in space.</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly struct Vectors(Vector256<double> x, Vector256<double> y, Vector256<double> z)
{
    public const int Count = 4;

    private readonly Vector256<double> _x = x;
    private readonly Vector256<double> _y = y;
    private readonly Vector256<double> _z = z;

    public Vector256<double> Square
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Dot(this);
    }

    public Vectors Abs
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector256.Abs(_x), Vector256.Abs(_y), Vector256.Abs(_z));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vectors operator +(in Vectors one, in Vectors other) => new(one._x + other._x, one._y + other._y, one._z + other._z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vectors operator -(in Vectors one, in Vectors other) => new(one._x - other._x, one._y - other._y, one._z - other._z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vectors operator *(in Vectors one, Vector256<double> factor) => new(one._x * factor, one._y * factor, one._z * factor);

    /// <summary>With another length along the axis of the earth.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vectors Stretch(Vector256<double> factor) => new(_x, _y, _z * factor);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<double> Dot(in Vectors other) =>
        Vector256.FusedMultiplyAdd(_x, other._x, Vector256.FusedMultiplyAdd(_y, other._y, _z * other._z));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vectors Cross(in Vectors other) =>
        new((_y * other._z) - (_z * other._y), (_z * other._x) - (_x * other._z), (_x * other._y) - (_y * other._x));
}
