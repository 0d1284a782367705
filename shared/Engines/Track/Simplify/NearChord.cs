using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TlEngine.Engines.Track.Simplify;

/// <summary>
/// A <see cref="Chord"/> that is not far, with few fixes between: most of those of a line. To the bit what that comes to, with nothing
/// leaving the registers on the way.
/// </summary>
internal static class NearChord
{
    /// <summary>
    /// The furthest of the fixes between, of which there must be four; false for a chord that is far, or between fixes of one place.
    /// </summary>
    // What the compiler is willing to put in line is limited for each method: this one needs all of it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool TryFind(Points points, int from, int to, out Furthest furthest)
    {
        var places = points.Fours;
        var start = places.All(from);
        var way = places.All(to) - start;
        var normal = Normal(start, way, points.Stretch);
        var (unit, length) = (normal.Square.ToScalar(), way.Square);
        if (unit == 0 || length.ToScalar() >= points.FarSquare)
        {
            furthest = default;
            return false;
        }

        var leaders = new Leaders();
        var last = to - Vectors.Count;
        for (var at = from + 1; ; at = Math.Min(at + Vectors.Count, last))
        {
            leaders.Keep(Squares(places[at] - start, way, normal, length, unit), at);
            if (at >= last)
            {
                break;
            }
        }

        furthest = leaders.Furthest(unit);
        return true;
    }

    /// <summary>
    /// Of the plane through the ends that is upright on the ground between them: the one through the centre of the earth leaves the
    /// shortest line by 0.6 m in 100 km.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vectors Normal(in Vectors start, in Vectors way, double stretch) =>
        (start + (way * Vector256.Create(0.5))).Stretch(Vector256.Create(stretch)).Cross(way);

    /// <summary>The squares of the distances of four fixes.</summary>
    /// <param name="here">The way from the chord's start to each.</param>
    /// <param name="way">From its start to its end.</param>
    /// <param name="normal">Of the upright plane through it.</param>
    /// <param name="length">The square of its length.</param>
    /// <param name="unit">The square of its normal's length.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Squares(in Vectors here, in Vectors way, in Vectors normal, Vector256<double> length, double unit)
    {
        var across = normal.Dot(here);
        var squares = across * across;
        var along = way.Dot(here);
        var left = length - along;

        // Seldom: most fixes lie between the ends.
        return (along | left).ExtractMostSignificantBits() == 0
            ? squares
            : Vector256.ConditionalSelect(AreBoth(along, left), squares, FromEnds(here, way) * unit);
    }

    /// <summary>Where neither is below 0: after the one end and before the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> AreBoth(Vector256<double> after, Vector256<double> before) =>
        Vector256.GreaterThanOrEqual(after, Vector256<double>.Zero) & Vector256.GreaterThanOrEqual(before, Vector256<double>.Zero);

    /// <summary>The squares of the distances from the nearer end. From differences: a place at an end is at no distance.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> FromEnds(in Vectors here, in Vectors way) => Vector256.MinNative(here.Square, (here - way).Square);
}
