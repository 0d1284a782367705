using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TlEngine.Engines.Geo.Fence;

/// <summary>
/// The edges of a small ring, each compared with eight places at once, in single precision around the middle of the ring. That is enough
/// for all but the places very near an edge's line, of which it says so.
/// </summary>
internal sealed class LineChain
{
    /// <summary>Places of one comparison.</summary>
    public const int Places = 8;

    /// <summary>With more edges it is faster to look at those beside each place alone.</summary>
    public const int MostEdges = 80;

    private const int Stride = 4;

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
            float[] edge = [(float)line.A, (float)line.B, (float)c, (float)(line.Y2 - _latitude)];
            edge.CopyTo(_edges, i * Stride);
        }
    }

    /// <summary>Null for a ring with too many edges, or one that reaches a pole, which has every longitude.</summary>
    public static LineChain? Of(Edges edges, EdgeLine[] lines) =>
        lines.Length <= MostEdges && edges.Box is { South: > -90, North: < 90 } ? new LineChain(edges, lines) : null;

    /// <summary>
    /// Which of eight places are inside, bit by bit, and which cannot be said: too near an edge's line, or round the earth.
    /// </summary>
    public (uint Inside, uint Unsure) Locate(ReadOnlySpan<double> latitudes, ReadOnlySpan<double> longitudes)
    {
        var latitude = Beside(latitudes, _latitude);
        var longitude = Beside(longitudes, _longitude);
        var near = Vector256.Create(float.MaxValue);
        var odd = Vector256<float>.Zero;
        var from = latitude - Vector256.Create(_start);
        ref var edge = ref MemoryMarshal.GetArrayDataReference(_edges);
        for (nuint i = 0; i < (nuint)_edges.Length; i += Stride)
        {
            var side = Vector256.MultiplyAddEstimate(
                Vector256.Create(Unsafe.Add(ref edge, i)),
                latitude,
                Vector256.MultiplyAddEstimate(
                    Vector256.Create(Unsafe.Add(ref edge, i + 1)), longitude, Vector256.Create(Unsafe.Add(ref edge, i + 2))));
            near = Vector256.MinNative(near, Vector256.Abs(side));

            // Signs: the ends of the edge are on both sides of the latitude, and the place is on the near side of the edge.
            var to = latitude - Vector256.Create(Unsafe.Add(ref edge, i + 3));
            odd ^= Vector256.AndNot(from ^ to, side);
            from = to;
        }

        var beside = Vector256.LessThanOrEqual(Vector256.Abs(latitude), Vector256.Create(_halfHeight))
            & Vector256.LessThanOrEqual(Vector256.Abs(longitude), Vector256.Create(_halfWidth));
        var unsure = (beside & Vector256.LessThanOrEqual(near, Vector256.Create(_unsure)))
            | Vector256.GreaterThanOrEqual(Vector256.Abs(longitude), Vector256.Create(HalfTurn));
        return ((odd & beside).ExtractMostSignificantBits(), unsure.ExtractMostSignificantBits());
    }

    private static Vector256<float> Beside(ReadOnlySpan<double> degrees, double middle) => Vector256.Narrow(
        Vector256.Create(degrees) - Vector256.Create(middle),
        Vector256.Create(degrees[Vector256<double>.Count..]) - Vector256.Create(middle));
}
