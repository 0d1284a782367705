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
    public const int MostEdges = 80;

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
        var latitude = Vector512.Create(latitudes);
        var x = Vector512.Create(longitudes);
        var near = Vector512.Create(double.MaxValue);
        var odd = Vector512<double>.Zero;
        var from = latitude - Vector512.Create(_start);
        ref var edge = ref MemoryMarshal.GetArrayDataReference(_edges);
        for (nuint i = 0; i < (nuint)_edges.Length; i += Stride)
        {
            var side = Vector512.MultiplyAddEstimate(
                Vector512.Create(Unsafe.Add(ref edge, i)),
                latitude,
                Vector512.MultiplyAddEstimate(
                    Vector512.Create(Unsafe.Add(ref edge, i + 1)), x, Vector512.Create(Unsafe.Add(ref edge, i + 2))));
            near = Vector512.MinNative(near, Vector512.Abs(side));

            // Signs: the ends of the edge are on both sides of the latitude, and the place is on the near side of the edge.
            var to = latitude - Vector512.Create(Unsafe.Add(ref edge, i + 3));
            odd ^= Vector512.AndNot(from ^ to, side);
            from = to;
        }

        var unsure = Vector512.LessThanOrEqual(near, Vector512.Create(EdgeLine.Unsure))
            | Vector512.GreaterThanOrEqual(Vector512.Abs(latitude), Vector512.Create(90.0))
            | Vector512.GreaterThan(Vector512.Abs(x - Vector512.Create(_middle)), Vector512.Create(180.0));
        return ((uint)odd.ExtractMostSignificantBits(), (uint)unsure.ExtractMostSignificantBits());
    }
}
