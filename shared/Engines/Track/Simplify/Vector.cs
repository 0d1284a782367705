using System.Runtime.CompilerServices;

namespace TlEngine.Engines.Track.Simplify;

/// <summary>A place or a direction in space.</summary>
internal readonly record struct Vector(double X, double Y, double Z)
{
    public double Length => Math.Sqrt((X * X) + (Y * Y) + (Z * Z));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector operator -(Vector one, Vector other) => new(one.X - other.X, one.Y - other.Y, one.Z - other.Z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector Cross(Vector other) =>
        new((Y * other.Z) - (Z * other.Y), (Z * other.X) - (X * other.Z), (X * other.Y) - (Y * other.X));
}
