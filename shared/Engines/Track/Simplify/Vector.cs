using System.Runtime.CompilerServices;

namespace TlEngine.Engines.Track.Simplify;

/// <summary>A place or a direction in space.</summary>
internal readonly record struct Vector(double X, double Y, double Z)
{
    public double Square => Dot(this);

    public double Length => Math.Sqrt(Square);

    public Vector Abs => new(Math.Abs(X), Math.Abs(Y), Math.Abs(Z));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector operator +(Vector one, Vector other) => new(one.X + other.X, one.Y + other.Y, one.Z + other.Z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector operator -(Vector one, Vector other) => new(one.X - other.X, one.Y - other.Y, one.Z - other.Z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector operator *(Vector one, double factor) => new(one.X * factor, one.Y * factor, one.Z * factor);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Dot(Vector other) => Math.FusedMultiplyAdd(X, other.X, Math.FusedMultiplyAdd(Y, other.Y, Z * other.Z));

    /// <summary>The product and a number more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Dot(Vector other, double more) =>
        Math.FusedMultiplyAdd(X, other.X, Math.FusedMultiplyAdd(Y, other.Y, Math.FusedMultiplyAdd(Z, other.Z, more)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector Cross(Vector other) =>
        new((Y * other.Z) - (Z * other.Y), (Z * other.X) - (X * other.Z), (X * other.Y) - (Y * other.X));
}
