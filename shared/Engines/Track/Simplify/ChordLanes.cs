using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TlEngine.Engines.Track.Simplify;

/// <summary>A <see cref="Chord"/> against four places at once.</summary>
internal readonly struct ChordLanes(Vector from, Vector to, Vector normal, Vector fromSide, Vector toSide)
{
    private readonly Vectors _from = new(from);
    private readonly Vectors _to = new(to);
    private readonly Vectors _way = new(to - from);
    private readonly Vectors _normal = new(normal);
    private readonly Vectors _fromSide = new(fromSide);
    private readonly Vectors _toSide = new(toSide);
    private readonly bool _isPoint = normal == default;

    /// <summary>As <see cref="Chord.Distance"/> without times.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<double> Distance(in Vectors places)
    {
        var fromHere = places - _from;
        var fromThere = places - _to;
        var between = Vector256.GreaterThanOrEqual(_fromSide.Dot(fromHere), Vector256<double>.Zero)
            & Vector256.GreaterThanOrEqual(_toSide.Dot(fromThere), Vector256<double>.Zero);
        var across = Vector256.Abs(_normal.Dot(fromHere));
        if (!_isPoint && Vector256.EqualsAll(between.AsInt64(), Vector256<long>.AllBitsSet))
        {
            return across;
        }

        var ends = Vector256.Sqrt(Vector256.Min(fromHere.Square, fromThere.Square));
        return _isPoint ? ends : Vector256.ConditionalSelect(between, across, ends);
    }

    /// <summary>As <see cref="Chord.Distance"/> with times.</summary>
    /// <param name="shares">Of the time between the ends that has gone by at each place.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<double> DistanceAt(in Vectors places, Vector256<double> shares)
    {
        var then = _from + (_way * shares);
        var depth = Vector256.Sqrt(then.Square);
        var lift = Vector256.ConditionalSelect(
            Vector256.GreaterThan(depth, Vector256<double>.Zero), Vector256.Sqrt(places.Square) / depth, Vector256<double>.One);
        return Vector256.Sqrt((places - (then * lift)).Square);
    }
}
