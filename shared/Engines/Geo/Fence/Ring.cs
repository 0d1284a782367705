using System.Numerics;
using System.Runtime.Intrinsics.X86;

namespace TlEngine.Engines.Geo.Fence;

/// <summary>A closed line. Where it crosses itself, what it goes round an odd number of times is inside.</summary>
internal sealed class Ring
{
    /// <summary>Places of one call, one at least.</summary>
    public const int MostPlaces = 64;

    // Of an edge's length: past either end of it a cut too many does no harm, one too few does.
    private const double Slack = 1e-6;

    private readonly LineChain? _chain;
    private readonly LineBands? _bands;

    public Ring(Edges edges)
    {
        Edges = edges;
        if (Avx2.IsSupported && EdgeLine.Of(edges) is { } lines)
        {
            _chain = LineChain.Of(edges, lines);
            _bands = new LineBands(edges, lines);
        }
    }

    public Edges Edges { get; }

    /// <summary>1 inside, 0 on the line, -1 outside.</summary>
    public int Locate(double latitude, double longitude)
    {
        if (_bands is null || Math.Abs(latitude) >= 90)
        {
            return LocateExactly(latitude, longitude);
        }

        var x = Edges.Beside(longitude);
        var place = Edges.IsBeside(latitude, x) ? _bands.Locate(Edges.BandOf(latitude), latitude, x) : -1;
        return place == 0 ? LocateExactly(latitude, longitude) : place;
    }

    /// <summary>
    /// As <see cref="Locate(double, double)"/> of up to 64 places, bit by bit: those inside or on the line, and those on it.
    /// </summary>
    public (ulong Covered, ulong OnLine) Locate(ReadOnlySpan<double> latitudes, ReadOnlySpan<double> longitudes)
    {
        if (_chain is null)
        {
            return LocateEach(0, ulong.MaxValue >> (MostPlaces - latitudes.Length), latitudes, longitudes);
        }

        // A ring that ends within the tolerance of the 180th meridian has places on its line that are written on the other side.
        var (inside, unsure) = Edges.Box is { West: > -180 + EdgeLine.Unsure, East: < 180 - EdgeLine.Unsure }
            ? _chain.Locate(latitudes, longitudes)
            : LocateTurned(_chain, latitudes, longitudes);
        return unsure == 0 ? (inside, 0UL) : LocateEach(inside, unsure, latitudes, longitudes);
    }

    /// <summary>As <see cref="Locate(double, double)"/>, edge by edge: what decides near the line and where there are no vectors.</summary>
    public int LocateExactly(double latitude, double longitude)
    {
        var box = Edges.Box;
        if (Math.Abs(latitude) >= 90)
        {
            // A pole has every longitude.
            return (latitude > 0 ? box.North >= 90 : box.South <= -90) ? 0 : -1;
        }

        var x = Edges.Beside(longitude);
        if (!Edges.IsBeside(latitude, x))
        {
            return -1;
        }

        var inside = false;
        foreach (var edge in Edges.InBand(Edges.BandOf(latitude)))
        {
            var (x1, y1, x2, y2) = Edges[edge];
            var (dx, dy) = (x2 - x1, y2 - y1);
            var side = (dx * (latitude - y1)) - (dy * (x - x1));
            if (Math.Abs(side) <= Edges.Tolerance * (Math.Abs(dx) + Math.Abs(dy)) && IsBetween(x, x1, x2) && IsBetween(latitude, y1, y2))
            {
                return 0;
            }

            inside ^= (y1 > latitude) != (y2 > latitude) && (side > 0) == (dy > 0);
        }

        return inside ? 1 : -1;
    }

    public void AddCuts(Leg leg, List<double> cuts)
    {
        var beside = Edges.Beside(leg.FromLongitude) - leg.FromLongitude;
        for (var turn = beside - 360; turn <= beside + 360; turn += 360)
        {
            var turned = leg.Turned(turn);
            var box = turned.Box;
            if (!box.Meets(Edges.Box))
            {
                continue;
            }

            foreach (var edge in Edges.Meeting(box))
            {
                AddCut(turned, Edges[edge], cuts);
            }
        }
    }

    private (ulong Inside, ulong Unsure) LocateTurned(LineChain chain, ReadOnlySpan<double> latitudes, ReadOnlySpan<double> longitudes)
    {
        Span<double> turned = stackalloc double[MostPlaces];
        for (var i = 0; i < longitudes.Length; i++)
        {
            turned[i] = Edges.Beside(longitudes[i]);
        }

        return chain.Locate(latitudes, turned[..longitudes.Length]);
    }

    /// <param name="covered">Those known to be inside.</param>
    /// <param name="left">Those that are not known.</param>
    private (ulong Covered, ulong OnLine) LocateEach(
        ulong covered, ulong left, ReadOnlySpan<double> latitudes, ReadOnlySpan<double> longitudes)
    {
        var onLine = 0UL;
        for (; left != 0; left &= left - 1)
        {
            var i = BitOperations.TrailingZeroCount(left);
            var place = Locate(latitudes[i], longitudes[i]);
            covered |= place >= 0 ? 1UL << i : 0;
            onLine |= place == 0 ? 1UL << i : 0;
        }

        return (covered, onLine);
    }

    private static bool IsBetween(double value, double end1, double end2) =>
        value >= Math.Min(end1, end2) - Edges.Tolerance && value <= Math.Max(end1, end2) + Edges.Tolerance;

    private static void AddCut(in Leg leg, (double X1, double Y1, double X2, double Y2) edge, List<double> cuts)
    {
        var (dx, dy) = (leg.ToLongitude - leg.FromLongitude, leg.ToLatitude - leg.FromLatitude);
        var (ex, ey) = (edge.X2 - edge.X1, edge.Y2 - edge.Y1);
        var (x, y) = (edge.X1 - leg.FromLongitude, edge.Y1 - leg.FromLatitude);
        var across = (dx * ey) - (dy * ex);
        var share = ((x * ey) - (y * ex)) / across;
        var edgeShare = ((x * dy) - (y * dx)) / across;

        // An infinite or undefined share, of parallels, is not in the range. Rounding must not lose what meets a vertex.
        if (share is >= 0 and <= 1 && edgeShare is >= -Slack and <= 1 + Slack)
        {
            cuts.Add(share);
        }

        // A leg along an edge meets it from vertex to vertex.
        var square = (dx * dx) + (dy * dy);
        if (Math.Abs((dx * y) - (dy * x)) <= Edges.Tolerance * (Math.Abs(dx) + Math.Abs(dy)))
        {
            AddShare(((x * dx) + (y * dy)) / square, cuts);
            AddShare((((x + ex) * dx) + ((y + ey) * dy)) / square, cuts);
        }
    }

    private static void AddShare(double share, List<double> cuts)
    {
        if (share is >= 0 and <= 1)
        {
            cuts.Add(share);
        }
    }
}
