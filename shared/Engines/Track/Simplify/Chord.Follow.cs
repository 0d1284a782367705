using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TlEngine.Engines.Track.Simplify;

/// <summary>Four fixes at once.</summary>
internal sealed partial class Chord
{
    /// <summary>Looks for the furthest of four fixes or more, in their order.</summary>
    public void Follow(int first, int end, ref Leaders leaders)
    {
        if (kind == ChordKind.Timed)
        {
            FollowInTime(first, end, ref leaders);
        }
        else if (IsFar)
        {
            FollowFar(first, end, ref leaders);
        }
        else
        {
            FollowBeside(first, end, ref leaders);
        }
    }

    // What the compiler is willing to put in line is limited for each method: the loops need all of it.

    /// <summary>As <see cref="Follow"/>, beside one that is not far, without times.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void FollowBeside(int first, int end, ref Leaders leaders)
    {
        var (from, way, normal, length, unit) = (_from, _way, _normal, _length, Unit);
        var places = points.Fours;
        var found = leaders;
        var step = FirstStep(first, end);
        for (var at = first; at < end; at += step, step = Vectors.Count)
        {
            found.Keep(NearChord.Squares(places[at] - from, way, normal, length, unit), at);
        }

        leaders = found;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void FollowFar(int first, int end, ref Leaders leaders)
    {
        var step = FirstStep(first, end);
        for (var at = first; at < end; at += step, step = Vectors.Count)
        {
            leaders.Keep(FarBeside(points.Fours[at]), at);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void FollowInTime(int first, int end, ref Leaders leaders)
    {
        var places = points.Fours;
        var times = points.Times;
        var found = leaders;
        var step = FirstStep(first, end);
        for (var at = first; at < end; at += step, step = Vectors.Count)
        {
            found.Keep(InTime(places[at], Vector256.Create(times[at..])), at);
        }

        leaders = found;
    }

    /// <summary>From the first four to the second; from there on there are whole fours.</summary>
    private static int FirstStep(int first, int end) => ((end - first - 1) % Vectors.Count) + 1;
}
