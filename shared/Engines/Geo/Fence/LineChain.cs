using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TlEngine.Engines.Geo.Fence;

/// <summary>
/// The edges of a small ring, each compared with sixteen places at once, in single precision around the middle of the ring. That is enough
/// for all but the places very near an edge's line, of which it says so.
/// </summary>
internal sealed class LineChain
{
    /// <summary>Places of one comparison.</summary>
    public const int Places = 16;

    /// <summary>With more edges it is faster to look at those beside each place alone.</summary>
    public const int MostEdges = 80;

    // The places of one vector; each number of an edge is there as often, so that it need not be spread over one first.
    private const int Half = Places / 2;
    private const int Stride = 4 * Half;

    // Half a turn, less than rounding may hide: from there on a longitude is nearer the other way round.
    private const float HalfTurn = 179.9f;

    // Of the size of the ring. Places, coefficients and sums are each rounded by 2^-24 of it at most, about ten times in all.
    private const double Rounding = 16.0 / (1 << 24);

    // A, B, C and the latitude of the end of each edge; each begins where the one before it ends.
    private readonly float[] _edges;
    private readonly float _start;
    private readonly double _latitude;
    private readonly double _longitude;
    private readonly float _halfHeight;
    private readonly float _halfWidth;
    private readonly float _unsure;

    private LineChain(Edges edges, EdgeLine[] lines)
    {
        var box = edges.Box;
        (_latitude, _longitude) = ((box.South + box.North) / 2, edges.Middle);
        var unsure = EdgeLine.Unsure + (Rounding * (box.North - box.South + box.East - box.West));
        _unsure = (float)unsure;
        _halfHeight = (float)(((box.North - box.South) / 2) + unsure);
        _halfWidth = (float)(((box.East - box.West) / 2) + unsure);
        _start = (float)(lines[0].Y1 - _latitude);
        _edges = new float[lines.Length * Stride];
        for (var i = 0; i < lines.Length; i++)
        {
            var (line, (x1, y1, _, _)) = (lines[i], edges[i]);
            var c = line is { A: 0, B: 0 } ? line.C : (line.A * (_latitude - y1)) + (line.B * (_longitude - x1));
            double[] edge = [line.A, line.B, c, line.Y2 - _latitude];
            for (var k = 0; k < edge.Length; k++)
            {
                _edges.AsSpan((i * Stride) + (k * Half), Half).Fill((float)edge[k]);
            }
        }
    }

    /// <summary>Null for a ring with too many edges, or one that reaches a pole, which has every longitude.</summary>
    public static LineChain? Of(Edges edges, EdgeLine[] lines) =>
        lines.Length <= MostEdges && edges.Box is { South: > -90, North: < 90 } ? new LineChain(edges, lines) : null;

    /// <summary>
    /// Which of sixteen places are inside, bit by bit, and which cannot be said: too near an edge's line, or round the earth.
    /// </summary>
    // What the compiler is willing to put in line is limited for each method: this one needs all of it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public (uint Inside, uint Unsure) Locate(ReadOnlySpan<double> latitudes, ReadOnlySpan<double> longitudes)
    {
        var (latitude1, longitude1) = (Beside(latitudes, _latitude), Beside(longitudes, _longitude));
        var (latitude2, longitude2) = (Beside(latitudes[Half..], _latitude), Beside(longitudes[Half..], _longitude));
        var near1 = Vector256.Create(float.MaxValue);
        var near2 = near1;
        var (odd1, odd2) = (Vector256<float>.Zero, Vector256<float>.Zero);
        var from1 = latitude1 - Vector256.Create(_start);
        var from2 = latitude2 - Vector256.Create(_start);
        ref var edges = ref MemoryMarshal.GetArrayDataReference(_edges);
        var length = (nuint)_edges.Length;
        for (nuint i = 0; i < length; i += Stride)
        {
            var side1 = Side(latitude1, longitude1, ref edges, i);
            var side2 = Side(latitude2, longitude2, ref edges, i);
            near1 = Vector256.MinNative(near1, Vector256.Abs(side1));
            near2 = Vector256.MinNative(near2, Vector256.Abs(side2));

            // Signs: the ends of the edge are on both sides of the latitude, and the place is on the near side of the edge.
            var to1 = latitude1 - Vector256.LoadUnsafe(ref edges, i + (3 * Half));
            var to2 = latitude2 - Vector256.LoadUnsafe(ref edges, i + (3 * Half));
            odd1 ^= Vector256.AndNot(from1 ^ to1, side1);
            odd2 ^= Vector256.AndNot(from2 ^ to2, side2);
            (from1, from2) = (to1, to2);
        }

        var (inside1, unsure1) = Tell(latitude1, longitude1, near1, odd1);
        var (inside2, unsure2) = Tell(latitude2, longitude2, near2, odd2);
        return (inside1 | (inside2 << Half), unsure1 | (unsure2 << Half));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Side(Vector256<float> latitude, Vector256<float> longitude, ref float edges, nuint edge) =>
        Vector256.MultiplyAddEstimate(
            latitude,
            Vector256.LoadUnsafe(ref edges, edge),
            Vector256.MultiplyAddEstimate(
                longitude, Vector256.LoadUnsafe(ref edges, edge + Half), Vector256.LoadUnsafe(ref edges, edge + (2 * Half))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (uint Inside, uint Unsure) Tell(
        Vector256<float> latitude, Vector256<float> longitude, Vector256<float> near, Vector256<float> odd)
    {
        var beside = Vector256.LessThanOrEqual(Vector256.Abs(latitude), Vector256.Create(_halfHeight))
            & Vector256.LessThanOrEqual(Vector256.Abs(longitude), Vector256.Create(_halfWidth));
        var unsure = (beside & Vector256.LessThanOrEqual(near, Vector256.Create(_unsure)))
            | Vector256.GreaterThanOrEqual(Vector256.Abs(longitude), Vector256.Create(HalfTurn));
        return ((odd & beside).ExtractMostSignificantBits(), unsure.ExtractMostSignificantBits());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Beside(ReadOnlySpan<double> degrees, double middle) => Vector256.Narrow(
        Vector256.Create(degrees) - Vector256.Create(middle),
        Vector256.Create(degrees[Vector256<double>.Count..]) - Vector256.Create(middle));
}
