using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TlEngine.Engines.Geo.Fence;

/// <summary>
/// The edges of a small ring, each compared with sixteen places at once, in whole numbers of 16 bits from the middle of the ring. That is
/// enough for all but the places near an edge's line, of which it says so.
/// </summary>
internal sealed class LineChain
{
    // With more edges it is faster to look at those beside each place alone.
    private const int MostEdges = 160;

    // Places of one comparison; each number of an edge is there as often, so that it need not be spread first.
    private const int Places = 16;
    private const int Quarter = Places / 4;
    private const int Stride = 4 * Places;

    // From the middle of the ring to its ends, in units of the places. Twice as much, and rounding, is no more than 16 bits hold.
    private const int Reach = 16_000;

    // A coefficient has 15 bits after its point, of which a product is rid again by rounding.
    private const double One = 1 << 15;

    // In units: places, coefficients, products and the line's own number are rounded, 2.5 in all; a latitude and an end of an edge, 1.
    private const int Rounding = 4;

    // Half a ring in degrees, at least: a tenth of a millimetre, some fifty times what is unsure in any case.
    private const double LeastHalf = 1e-9;

    // A, B, C and the latitude of the end of each edge; each begins where the one before it ends.
    private readonly short[] _edges;
    private readonly short _start;
    private readonly short _unsure;
    private readonly short _beyond;
    private readonly Axis _latitude;
    private readonly Axis _longitude;

    private LineChain(Edges edges, EdgeLine[] lines)
    {
        var box = edges.Box;
        (_latitude, _longitude) = (Axis.Of(box.South, box.North), Axis.Of(box.West, box.East));
        _unsure = (short)(Rounding + Math.Ceiling(EdgeLine.Unsure * Math.Max(_latitude.UnitsPerDegree, _longitude.UnitsPerDegree)));
        _beyond = (short)(Reach + _unsure + 1);
        _start = _latitude.Units(lines[0].Y1);
        _edges = new short[lines.Length * Stride];
        for (var i = 0; i < lines.Length; i++)
        {
            var (x1, y1, _, _) = edges[i];
            short[] edge = [.. Line(lines[i], x1, y1), _latitude.Units(lines[i].Y2)];
            for (var k = 0; k < edge.Length; k++)
            {
                _edges.AsSpan((i * Stride) + (k * Places), Places).Fill(edge[k]);
            }
        }
    }

    /// <summary>Null for a ring with too many edges, or one that reaches a pole, which has every longitude.</summary>
    public static LineChain? Of(Edges edges, EdgeLine[] lines) =>
        lines.Length <= MostEdges && edges.Box is { South: > -90, North: < 90 } ? new LineChain(edges, lines) : null;

    /// <summary>
    /// Which of up to <see cref="Ring.MostPlaces"/> places, their longitudes turned, are surely inside, bit by bit, and of which that
    /// cannot be said: too near an edge's line, or past the last sixteen.
    /// </summary>
    // What the compiler is willing to put in line is limited for each method: this one needs all of it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public (ulong Inside, ulong Unsure) Locate(ReadOnlySpan<double> latitudes, ReadOnlySpan<double> longitudes)
    {
        var (inside, unsure) = (0UL, 0UL);
        ref var edges = ref MemoryMarshal.GetArrayDataReference(_edges);
        var length = (nuint)_edges.Length;
        var last = Math.Min(latitudes.Length, longitudes.Length) - Places;
        var place = 0;
        for (; place <= last; place += Places)
        {
            var latitude = _latitude.Units(ref Unsafe.Add(ref MemoryMarshal.GetReference(latitudes), place));
            var longitude = _longitude.Units(ref Unsafe.Add(ref MemoryMarshal.GetReference(longitudes), place));
            var beside = IsBeside(latitude) & IsBeside(longitude);
            if (beside == Vector256<short>.Zero)
            {
                continue;
            }

            var near = Vector256.Create(ushort.MaxValue);
            var odd = Vector256<short>.Zero;
            var from = Vector256.GreaterThan(latitude, Vector256.Create(_start));
            for (nuint i = 0; i < length; i += Stride)
            {
                var side = Avx2.MultiplyHighRoundScale(latitude, Vector256.LoadUnsafe(ref edges, i))
                    + Avx2.MultiplyHighRoundScale(longitude, Vector256.LoadUnsafe(ref edges, i + Places))
                    + Vector256.LoadUnsafe(ref edges, i + (2 * Places));
                near = Vector256.Min(near, Vector256.Abs(side).AsUInt16());

                // The ends of the edge are on both sides of the latitude, and the place is on the near side of the edge.
                var to = Vector256.GreaterThan(latitude, Vector256.LoadUnsafe(ref edges, i + (3 * Places)));
                odd ^= Vector256.AndNot(from ^ to, side);
                from = to;
            }

            var isNear = Vector256.LessThanOrEqual(near, Vector256.Create((ushort)_unsure)).AsInt16();
            var told = Bits(odd & beside, isNear & beside);
            inside |= (ulong)(ushort)told << place;
            unsure |= (ulong)(told >> Places) << place;
        }

        unsure = place < Ring.MostPlaces ? unsure | (ulong.MaxValue << place) : unsure;
        return (inside & ~unsure, unsure & (ulong.MaxValue >> (Ring.MostPlaces - latitudes.Length)));
    }

    /// <summary>An edge's line in the units of the places, scaled so that |A| + |B| = 1.</summary>
    private short[] Line(EdgeLine line, double x1, double y1)
    {
        var (a, b) = (line.A / _latitude.UnitsPerDegree, line.B / _longitude.UnitsPerDegree);
        var size = Math.Abs(a) + Math.Abs(b);
        if (size == 0)
        {
            // What is near a point is near the edges that end there.
            return [0, 0, Reach];
        }

        var c = (line.A * (_latitude.Middle - y1)) + (line.B * (_longitude.Middle - x1));
        return [Coefficient(a / size), Coefficient(b / size), (short)Math.Round(c / size)];
    }

    private static short Coefficient(double number) => (short)Math.Min(Math.Round(number * One), short.MaxValue);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<short> IsBeside(Vector256<short> place) =>
        Vector256.GreaterThan(place, Vector256.Create((short)-_beyond)) & Vector256.LessThan(place, Vector256.Create(_beyond));

    /// <summary>The signs of the first in the lower half, those of the second in the upper one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Bits(Vector256<short> first, Vector256<short> second)
    {
        var bytes = Avx2.PackSignedSaturate(first, second).AsUInt64();
        return Avx2.Permute4x64(bytes, 0b11_01_10_00).AsByte().ExtractMostSignificantBits();
    }

    /// <summary>From degrees to units from the middle of the ring: <see cref="Reach"/> of them to either end.</summary>
    /// <param name="Offset">Units from the middle to 0 degrees.</param>
    private readonly record struct Axis(double Middle, double UnitsPerDegree, double Offset)
    {
        public static Axis Of(double from, double to)
        {
            var (middle, units) = ((from + to) / 2, Reach / Math.Max((to - from) / 2, LeastHalf));
            return new Axis(middle, units, -middle * units);
        }

        public short Units(double degrees) => (short)Math.Round((degrees - Middle) * UnitsPerDegree);

        /// <summary>Sixteen at once; what is further away than 16 bits hold is as far as they do.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<short> Units(ref double degrees)
        {
            var (units, offset) = (Vector256.Create(UnitsPerDegree), Vector256.Create(Offset));
            return Vector256.Create(
                Sse2.PackSignedSaturate(Whole(ref degrees, 0, units, offset), Whole(ref degrees, 1, units, offset)),
                Sse2.PackSignedSaturate(Whole(ref degrees, 2, units, offset), Whole(ref degrees, 3, units, offset)));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector128<int> Whole(ref double degrees, nuint quarter, Vector256<double> units, Vector256<double> offset) =>
            Avx.ConvertToVector128Int32(Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref degrees, quarter * Quarter), units, offset));
    }
}
