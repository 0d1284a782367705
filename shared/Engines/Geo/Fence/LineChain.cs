using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TlEngine.Engines.Geo.Fence;

/// <summary>
/// The edges of a small ring, each compared with sixteen places at once, in single precision around the middle of the ring. That is enough
/// for all but the places very near an edge's line, of which it says so.
/// </summary>
internal sealed class LineChain
{
    // With more edges it is faster to look at those beside each place alone.
    private const int MostEdges = 80;

    // Places of one comparison, and of one vector; each number of an edge is there as often, so that it need not be spread over one first.
    private const int Places = 16;
    private const int Half = Places / 2;
    private const int Quarter = Places / 4;
    private const int Stride = 4 * Half;

    // Half a turn, less than rounding may hide: from there on a longitude is nearer the other way round.
    private const float HalfTurn = 179.9f;

    // Of the size of the ring. Places, coefficients and sums are each rounded by 2^-24 of it at most, about ten times in all.
    private const double Rounding = 16.0 / (1 << 24);

    // -A, -B, C and the latitude of the end of each edge, south positive as the places' is; each begins where the one before it ends.
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
        _start = (float)(_latitude - lines[0].Y1);
        _edges = new float[lines.Length * Stride];
        for (var i = 0; i < lines.Length; i++)
        {
            var (line, (x1, y1, _, _)) = (lines[i], edges[i]);
            var c = line is { A: 0, B: 0 } ? line.C : (line.A * (_latitude - y1)) + (line.B * (_longitude - x1));
            double[] edge = [-line.A, -line.B, c, _latitude - line.Y2];
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
    /// Which of up to <see cref="Ring.MostPlaces"/> places are surely inside, bit by bit, and of which that cannot be said: too near an
    /// edge's line, round the earth, or past the last sixteen.
    /// </summary>
    // What the compiler is willing to put in line is limited for each method: this one needs all of it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public (ulong Inside, ulong Unsure) Locate(ReadOnlySpan<double> latitudes, ReadOnlySpan<double> longitudes)
    {
        var (inside, unsure) = (0UL, 0UL);
        var furthest = Vector256<float>.Zero;
        ref var edges = ref MemoryMarshal.GetArrayDataReference(_edges);
        var length = (nuint)_edges.Length;
        var last = Math.Min(latitudes.Length, longitudes.Length) - Places;
        var place = 0;
        for (; place <= last; place += Places)
        {
            ref var latitude = ref Unsafe.Add(ref MemoryMarshal.GetReference(latitudes), place);
            ref var longitude = ref Unsafe.Add(ref MemoryMarshal.GetReference(longitudes), place);
            var (latitude1, longitude1) = (Beside(ref latitude, _latitude), Beside(ref longitude, _longitude));
            var (latitude2, longitude2) = (
                Beside(ref Unsafe.Add(ref latitude, Quarter), _latitude), Beside(ref Unsafe.Add(ref longitude, Quarter), _longitude));
            var near1 = Vector256.Create(float.MaxValue);
            var near2 = near1;
            var odd = Vector256<short>.Zero;
            var from = Signs(latitude1 - Vector256.Create(_start), latitude2 - Vector256.Create(_start));
            for (nuint i = 0; i < length; i += Stride)
            {
                var (a, b) = (Vector256.LoadUnsafe(ref edges, i), Vector256.LoadUnsafe(ref edges, i + Half));
                var c = Vector256.LoadUnsafe(ref edges, i + (2 * Half));
                var side1 = Vector256.MultiplyAddEstimate(latitude1, a, Vector256.MultiplyAddEstimate(longitude1, b, c));
                var side2 = Vector256.MultiplyAddEstimate(latitude2, a, Vector256.MultiplyAddEstimate(longitude2, b, c));
                near1 = Vector256.MinNative(near1, Vector256.Abs(side1));
                near2 = Vector256.MinNative(near2, Vector256.Abs(side2));

                // The ends of the edge are on both sides of the latitude, and the place is on the near side of the edge.
                var end = Vector256.LoadUnsafe(ref edges, i + (3 * Half));
                var to = Signs(latitude1 - end, latitude2 - end);
                odd ^= Vector256.AndNot(from ^ to, Signs(side1, side2));
                from = to;
            }

            var (width1, width2) = (Vector256.Abs(longitude1), Vector256.Abs(longitude2));
            furthest = Vector256.MaxNative(furthest, Vector256.MaxNative(width1, width2));
            var beside = Signs(IsBeside(latitude1, width1), IsBeside(latitude2, width2));
            var isNear = Signs(
                Vector256.LessThanOrEqual(near1, Vector256.Create(_unsure)), Vector256.LessThanOrEqual(near2, Vector256.Create(_unsure)));
            var told = Bits(odd & beside, isNear & beside);
            inside |= (ulong)(ushort)told << place;
            unsure |= (ulong)(told >> Places) << place;
        }

        var isRound = Vector256.GreaterThanOrEqualAny(furthest, Vector256.Create(HalfTurn));
        unsure = isRound ? ulong.MaxValue : place < Ring.MostPlaces ? unsure | (ulong.MaxValue << place) : unsure;
        return (inside & ~unsure, unsure & (ulong.MaxValue >> (Ring.MostPlaces - latitudes.Length)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> IsBeside(Vector256<float> latitude, Vector256<float> width) =>
        Vector256.LessThanOrEqual(Vector256.Abs(latitude), Vector256.Create(_halfHeight))
        & Vector256.LessThanOrEqual(width, Vector256.Create(_halfWidth));

    /// <summary>The signs of sixteen places in the order of the places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Signs(Vector256<float> places1, Vector256<float> places2) =>
        Avx2.PackSignedSaturate(places1.AsInt32(), places2.AsInt32());

    /// <summary>The signs of the first in the lower half, those of the second in the upper one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Bits(Vector256<short> first, Vector256<short> second)
    {
        var bytes = Avx2.PackSignedSaturate(first, second).AsUInt64();
        return Avx2.Permute4x64(bytes, 0b11_01_10_00).AsByte().ExtractMostSignificantBits();
    }

    /// <summary>
    /// How far south or west of the middle four places are, and four after the next four: that is how <see cref="Signs"/> joins them again.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Beside(ref double degrees, double middle) => Vector256.Narrow(
        Vector256.Create(middle) - Vector256.LoadUnsafe(ref degrees),
        Vector256.Create(middle) - Vector256.LoadUnsafe(ref degrees, Half));
}
