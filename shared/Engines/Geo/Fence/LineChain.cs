using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TlEngine.Engines.Geo.Fence;

/// <summary>The edges of a small ring, each compared with eight places at once.</summary>
internal sealed class LineChain
{
    /// <summary>Places of one comparison.</summary>
    public const int Places = 8;

    /// <summary>With more edges it is faster to look at those beside each place alone.</summary>
    public const int MostEdges = 32;

    private const int Stride = 4;

    // A, B, C and the latitude of the end of each edge; each begins where the one before it ends.
    private readonly double[] _edges;
    private readonly double _start;
    private readonly double _middle;

    public LineChain(Edges edges, EdgeLine[] lines)
    {
        _middle = edges.Middle;
        _edges = [.. lines.SelectMany(line => (double[])[line.A, line.B, line.C, line.Y2])];
        _start = lines[0].Y1;
    }

    /// <summary>
    /// Which of eight places are inside, bit by bit, and which cannot be said: too near an edge, at a pole, or round the earth.
    /// </summary>
    public (uint Inside, uint Unsure) Locate(ReadOnlySpan<double> latitudes, ReadOnlySpan<double> longitudes)
    {
        var (lat1, lat2) = (Vector256.Create(latitudes), Vector256.Create(latitudes[4..]));
        var (x1, x2) = (Vector256.Create(longitudes), Vector256.Create(longitudes[4..]));
        var (near1, near2) = (Vector256.Create(double.MaxValue), Vector256.Create(double.MaxValue));
        var (odd1, odd2) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var (from1, from2) = (lat1 - Vector256.Create(_start), lat2 - Vector256.Create(_start));
        ref var edge = ref MemoryMarshal.GetArrayDataReference(_edges);
        for (nuint i = 0; i < (nuint)_edges.Length; i += Stride)
        {
            var a = Vector256.Create(Unsafe.Add(ref edge, i));
            var b = Vector256.Create(Unsafe.Add(ref edge, i + 1));
            var c = Vector256.Create(Unsafe.Add(ref edge, i + 2));
            var y = Vector256.Create(Unsafe.Add(ref edge, i + 3));
            var side1 = Vector256.MultiplyAddEstimate(a, lat1, Vector256.MultiplyAddEstimate(b, x1, c));
            var side2 = Vector256.MultiplyAddEstimate(a, lat2, Vector256.MultiplyAddEstimate(b, x2, c));
            near1 = Vector256.MinNative(near1, Vector256.Abs(side1));
            near2 = Vector256.MinNative(near2, Vector256.Abs(side2));

            // Signs: the ends of the edge are on both sides of the latitude, and the place is on the near side of the edge.
            var (to1, to2) = (lat1 - y, lat2 - y);
            odd1 ^= Vector256.AndNot(from1 ^ to1, side1);
            odd2 ^= Vector256.AndNot(from2 ^ to2, side2);
            (from1, from2) = (to1, to2);
        }

        return (
            odd1.ExtractMostSignificantBits() | (odd2.ExtractMostSignificantBits() << 4),
            Unsure(near1, lat1, x1).ExtractMostSignificantBits() | (Unsure(near2, lat2, x2).ExtractMostSignificantBits() << 4));
    }

    private Vector256<double> Unsure(Vector256<double> nearest, Vector256<double> latitudes, Vector256<double> longitudes) =>
        Vector256.LessThanOrEqual(nearest, Vector256.Create(EdgeLine.Unsure))
        | Vector256.GreaterThanOrEqual(Vector256.Abs(latitudes), Vector256.Create(90.0))
        | Vector256.GreaterThan(Vector256.Abs(longitudes - Vector256.Create(_middle)), Vector256.Create(180.0));
}
