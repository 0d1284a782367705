using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TlEngine.Engines.Geo.Fence;

/// <summary>The edges of a ring band by band, four of them compared with a place at once.</summary>
internal sealed class LineBands
{
    private const int Lanes = 4;
    private const int Pack = 5 * Lanes;

    // What no place is near to and no way crosses.
    private static readonly EdgeLine Nothing = new(0, 0, 1, double.MaxValue, double.MaxValue);

    // In packs of four edges: their A, then their B, C, Y1 and Y2.
    private readonly double[] _packs;
    private readonly int[] _starts;

    public LineBands(Edges edges, EdgeLine[] lines)
    {
        _starts = new int[edges.Bands + 1];
        for (var band = 0; band < edges.Bands; band++)
        {
            _starts[band + 1] = _starts[band] + ((edges.InBand(band).Length + Lanes - 1) / Lanes * Pack);
        }

        _packs = new double[_starts[^1]];
        for (var band = 0; band < edges.Bands; band++)
        {
            var items = edges.InBand(band);
            for (var (i, end) = (0, (_starts[band + 1] - _starts[band]) / Pack * Lanes); i < end; i++)
            {
                Put(_packs.AsSpan(_starts[band] + (i / Lanes * Pack) + (i % Lanes)), i < items.Length ? lines[items[i]] : Nothing);
            }
        }
    }

    /// <summary>1 inside, -1 outside, 0 too near an edge to say.</summary>
    public int Locate(int band, double latitude, double x)
    {
        var (lat, lon) = (Vector256.Create(latitude), Vector256.Create(x));
        var near = Vector256.Create(double.MaxValue);
        var odd = Vector256<double>.Zero;
        ref var first = ref MemoryMarshal.GetArrayDataReference(_packs);
        for (var (at, end) = ((nuint)_starts[band], (nuint)_starts[band + 1]); at < end; at += Pack)
        {
            var side = Vector256.MultiplyAddEstimate(
                Vector256.LoadUnsafe(ref first, at),
                lat,
                Vector256.MultiplyAddEstimate(
                    Vector256.LoadUnsafe(ref first, at + Lanes), lon, Vector256.LoadUnsafe(ref first, at + (2 * Lanes))));
            near = Vector256.MinNative(near, Vector256.Abs(side));

            // Signs: the ends of the edge are on both sides of the latitude, and the place is on the near side of the edge.
            var from = lat - Vector256.LoadUnsafe(ref first, at + (3 * Lanes));
            var to = lat - Vector256.LoadUnsafe(ref first, at + (4 * Lanes));
            odd ^= Vector256.AndNot(from ^ to, side);
        }

        return Vector256.LessThanOrEqualAny(near, Vector256.Create(EdgeLine.Unsure)) ? 0
            : (BitOperations.PopCount(odd.ExtractMostSignificantBits()) & 1) == 1 ? 1 : -1;
    }

    private static void Put(Span<double> lanes, EdgeLine line) =>
        (lanes[0], lanes[Lanes], lanes[2 * Lanes], lanes[3 * Lanes], lanes[4 * Lanes]) = (line.A, line.B, line.C, line.Y1, line.Y2);
}
