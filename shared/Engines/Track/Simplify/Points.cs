using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using TlEngine.Engines.Memory;
using TlEngine.Geodesy;

namespace TlEngine.Engines.Track.Simplify;

/// <summary>The fixes as places in space, in metres from the centre of the earth: no meridian and no pole is special there.</summary>
internal sealed class Points : IDisposable
{
    private readonly Fixes _fixes;
    private readonly Pooled<double> _places;
    private readonly double _e2;
    private Runs? _runs;

    public Points(Fixes fixes, SimplifyParameters parameters)
    {
        (_fixes, Count) = (fixes, fixes.Count);
        _places = new(3 * fixes.Count);
        (Radius, _e2) = parameters.DistanceModel == DistanceModel.Sphere ? (parameters.RadiusM, 0.0) : (Wgs84.A, Wgs84.E2);
        (FarSquare, Stretch) = (Radius * Radius / 64, 1 / (1 - _e2));
        var fours = fixes.Count / Vectors.Count * Vectors.Count;
        Place(fixes.Latitudes[..fours], fixes.Longitudes[..fours], X, Y, Z);
        for (var i = fours; i < fixes.Count; i++)
        {
            PlaceOne(i);
        }
    }

    public int Count { get; }

    /// <summary>No place is further from the centre of the earth.</summary>
    public double Radius { get; }

    /// <summary>Of the length in metres from which on a chord is far: an eighth of the radius.</summary>
    public double FarSquare { get; }

    /// <summary>Made so much longer along the axis of the earth, the way from its centre to a place is upright there.</summary>
    public double Stretch { get; }

    /// <summary>All X, then all Y, then all Z.</summary>
    public ReadOnlySpan<double> Places => _places.Span;

    public VectorColumns Fours => new(_places.Span, Count);

    /// <summary>Surrounded with boxes when they are first asked for.</summary>
    public Runs Runs => _runs ??= new Runs(this);

    public ReadOnlySpan<long> Times => _fixes.Times;

    private Span<double> X => _places.Span[..Count];

    private Span<double> Y => _places.Span.Slice(Count, Count);

    private Span<double> Z => _places.Span[(2 * Count)..];

    public Vector this[int i]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            // One check for the three of them: a chord asks for two, of thousands.
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)i, (uint)Count);
            ref var x = ref Unsafe.Add(ref MemoryMarshal.GetReference(_places.Span), i);
            return new Vector(x, Unsafe.Add(ref x, Count), Unsafe.Add(ref x, 2 * Count));
        }
    }

    public void Dispose()
    {
        _runs?.Dispose();
        _places.Dispose();
    }

    private void PlaceOne(int i)
    {
        Span<double> latitude = stackalloc double[Vectors.Count];
        Span<double> longitude = stackalloc double[Vectors.Count];
        Span<double> place = stackalloc double[3 * Vectors.Count];
        latitude.Fill(_fixes.Latitudes[i]);
        longitude.Fill(_fixes.Longitudes[i]);
        Place(latitude, longitude, place, place[Vectors.Count..], place[(2 * Vectors.Count)..]);
        (X[i], Y[i], Z[i]) = (place[0], place[Vectors.Count], place[2 * Vectors.Count]);
    }

    // What the compiler is willing to put in line is limited for each method: this one needs all of it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Place(ReadOnlySpan<double> latitudes, ReadOnlySpan<double> longitudes, Span<double> x, Span<double> y, Span<double> z)
    {
        var (a, e2) = (Vector256.Create(Radius), Vector256.Create(_e2));
        for (var i = 0; i < latitudes.Length; i += Vectors.Count)
        {
            var phi = Vector256.Create(latitudes[i..]) * Degrees.ToRadians;
            var sinLat = QuarterTurn.Sine(phi);
            var cosLat = QuarterTurn.Cosine(phi);

            // A longitude is up to half a turn: by way of its half.
            var half = Vector256.Create(longitudes[i..]) * (Degrees.ToRadians / 2);
            var sinHalf = QuarterTurn.Sine(half);
            var sinLon = (sinHalf + sinHalf) * QuarterTurn.Cosine(half);
            var cosLon = Vector256<double>.One - ((sinHalf + sinHalf) * sinHalf);
            var n = a / Vector256.Sqrt(Vector256<double>.One - (sinLat * sinLat * e2));
            (n * cosLat * cosLon).CopyTo(x[i..]);
            (n * cosLat * sinLon).CopyTo(y[i..]);
            (n * (Vector256<double>.One - e2) * sinLat).CopyTo(z[i..]);
        }
    }
}
