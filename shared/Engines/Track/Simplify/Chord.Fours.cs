using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TlEngine.Engines.Track.Simplify;

/// <summary>Four fixes at once: the operations of <see cref="Distance"/> in the same order, so to the bit what each alone comes to.</summary>
internal readonly partial struct Chord
{
    private (int Fix, double Distance, int Next) FurthestAcross(Points points, int first, int end)
    {
        var (from, to) = (new Vectors(_from), new Vectors(_to));
        var (normal, fromSide, toSide) = (new Vectors(_normal), new Vectors(_fromSide), new Vectors(_toSide));
        var x = points.X;
        var y = points.Y;
        var z = points.Z;
        var isPoint = _normal == default;
        var (most, fixes) = (Vector256.Create(-1.0), Vector256<double>.Zero);
        var i = first;
        for (; i <= end - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            var places = new Vectors(Vector256.Create(x[i..]), Vector256.Create(y[i..]), Vector256.Create(z[i..]));
            var fromHere = places - from;
            var fromThere = places - to;
            var between = Vector256.GreaterThanOrEqual(fromSide.Dot(fromHere), Vector256<double>.Zero)
                & Vector256.GreaterThanOrEqual(toSide.Dot(fromThere), Vector256<double>.Zero);
            var distances = Vector256.Abs(normal.Dot(fromHere));
            if (isPoint || between.ExtractMostSignificantBits() != 0b1111)
            {
                var ends = Vector256.Sqrt(Vector256.Min(fromHere.Square, fromThere.Square));
                distances = isPoint ? ends : Vector256.ConditionalSelect(between, distances, ends);
            }

            Keep(distances, i, ref most, ref fixes);
        }

        return First(most, fixes, i);
    }

    private (int Fix, double Distance, int Next) FurthestAtItsTime(Points points, int first, int end)
    {
        var (from, way) = (new Vectors(_from), new Vectors(_to - _from));
        var (start, ticks) = (Vector256.Create(_start), Vector256.Create(_ticks));
        var (most, fixes) = (Vector256.Create(-1.0), Vector256<double>.Zero);
        var x = points.X;
        var y = points.Y;
        var z = points.Z;
        var times = points.Times;
        var i = first;
        for (; i <= end - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            var places = new Vectors(Vector256.Create(x[i..]), Vector256.Create(y[i..]), Vector256.Create(z[i..]));
            var then = from + (way * (Vector256.ConvertToDouble(Vector256.Create(times[i..]) - start) / ticks));
            var depth = Vector256.Sqrt(then.Square);
            var lift = Vector256.ConditionalSelect(
                Vector256.GreaterThan(depth, Vector256<double>.Zero), Vector256.Sqrt(places.Square) / depth, Vector256<double>.One);
            Keep(Vector256.Sqrt((places - (then * lift)).Square), i, ref most, ref fixes);
        }

        return First(most, fixes, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Keep(Vector256<double> distances, int i, ref Vector256<double> most, ref Vector256<double> fixes)
    {
        var further = Vector256.GreaterThan(distances, most);
        most = Vector256.ConditionalSelect(further, distances, most);
        fixes = Vector256.ConditionalSelect(further, Vector256.Create((double)i), fixes);
    }

    /// <summary>The furthest of the lanes; of equals the first, as one by one would have it.</summary>
    private static (int Fix, double Distance, int Next) First(Vector256<double> most, Vector256<double> fixes, int next)
    {
        var (fix, distance) = ((int)fixes[0], most[0]);
        for (var lane = 1; lane < Vector256<double>.Count; lane++)
        {
            var place = (int)fixes[lane] + lane;
            if (most[lane] > distance || (most[lane] == distance && place < fix))
            {
                (fix, distance) = (place, most[lane]);
            }
        }

        return (fix, distance, next);
    }
}
