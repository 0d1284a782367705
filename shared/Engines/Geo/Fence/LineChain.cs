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
        if (Vector512.IsHardwareAccelerated)
        {
            return LocateEight(Vector512.Create(latitudes), Vector512.Create(longitudes));
        }

        var (inside1, unsure1) = LocateFour(Vector256.Create(latitudes), Vector256.Create(longitudes));
        var (inside2, unsure2) = LocateFour(Vector256.Create(latitudes[4..]), Vector256.Create(longitudes[4..]));
        return (inside1 | (inside2 << 4), unsure1 | (unsure2 << 4));
    }

    private (uint Inside, uint Unsure) LocateEight(Vector512<double> latitude, Vector512<double> longitude)
    {
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
                    Vector512.Create(Unsafe.Add(ref edge, i + 1)), longitude, Vector512.Create(Unsafe.Add(ref edge, i + 2))));
            near = Vector512.MinNative(near, Vector512.Abs(side));

            // Signs: the ends of the edge are on both sides of the latitude, and the place is on the near side of the edge.
            var to = latitude - Vector512.Create(Unsafe.Add(ref edge, i + 3));
            odd ^= Vector512.AndNot(from ^ to, side);
            from = to;
        }

        var unsure = Vector512.LessThanOrEqual(near, Vector512.Create(EdgeLine.Unsure))
            | Vector512.GreaterThanOrEqual(Vector512.Abs(latitude), Vector512.Create(90.0))
            | Vector512.GreaterThan(Vector512.Abs(longitude - Vector512.Create(_middle)), Vector512.Create(180.0));
        return ((uint)odd.ExtractMostSignificantBits(), (uint)unsure.ExtractMostSignificantBits());
    }

    /// <summary>As <see cref="LocateEight"/>, on processors whose registers hold four.</summary>
    private (uint Inside, uint Unsure) LocateFour(Vector256<double> latitude, Vector256<double> longitude)
    {
        var near = Vector256.Create(double.MaxValue);
        var odd = Vector256<double>.Zero;
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
            var to = latitude - Vector256.Create(Unsafe.Add(ref edge, i + 3));
            odd ^= Vector256.AndNot(from ^ to, side);
            from = to;
        }

        var unsure = Vector256.LessThanOrEqual(near, Vector256.Create(EdgeLine.Unsure))
            | Vector256.GreaterThanOrEqual(Vector256.Abs(latitude), Vector256.Create(90.0))
            | Vector256.GreaterThan(Vector256.Abs(longitude - Vector256.Create(_middle)), Vector256.Create(180.0));
        return (odd.ExtractMostSignificantBits(), unsure.ExtractMostSignificantBits());
    }
}
