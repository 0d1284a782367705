using System.Runtime.Intrinsics;
using TlEngine.Engines.Memory;
using TlEngine.Geodesy;

namespace TlEngine.Engines.Track.Simplify;

/// <summary>The fixes as places in space, in metres from the centre of the earth: no meridian and no pole is special there.</summary>
internal sealed class Points : IDisposable
{
    private readonly Fixes _fixes;
    private readonly Pooled<double> _x;
    private readonly Pooled<double> _y;
    private readonly Pooled<double> _z;
    private readonly double _a;
    private readonly double _e2;

    public Points(Fixes fixes, SimplifyParameters parameters)
    {
        _fixes = fixes;
        (_x, _y, _z) = (new(fixes.Count), new(fixes.Count), new(fixes.Count));
        (_a, _e2) = parameters.DistanceModel == DistanceModel.Sphere ? (parameters.RadiusM, 0.0) : (Wgs84.A, Wgs84.E2);
        var latitudes = fixes.Latitudes;
        var longitudes = fixes.Longitudes;
        var i = 0;
        for (; i <= fixes.Count - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            var (x, y, z) = Place(Vector256.Create(latitudes[i..]), Vector256.Create(longitudes[i..]));
            x.CopyTo(_x.Span[i..]);
            y.CopyTo(_y.Span[i..]);
            z.CopyTo(_z.Span[i..]);
        }

        for (; i < fixes.Count; i++)
        {
            var (x, y, z) = Place(Vector256.Create(latitudes[i]), Vector256.Create(longitudes[i]));
            (_x.Span[i], _y.Span[i], _z.Span[i]) = (x.ToScalar(), y.ToScalar(), z.ToScalar());
        }
    }

    public int Count => _fixes.Count;

    public ReadOnlySpan<double> X => _x.Span;

    public ReadOnlySpan<double> Y => _y.Span;

    public ReadOnlySpan<double> Z => _z.Span;

    public ReadOnlySpan<long> Times => _fixes.Times;

    public Vector this[int i] => new(_x.Span[i], _y.Span[i], _z.Span[i]);

    public void Dispose()
    {
        _x.Dispose();
        _y.Dispose();
        _z.Dispose();
    }

    private (Vector256<double> X, Vector256<double> Y, Vector256<double> Z) Place(Vector256<double> latitude, Vector256<double> longitude)
    {
        var sinLat = QuarterTurn.Sine(latitude * Degrees.ToRadians);
        var cosLat = QuarterTurn.Cosine(latitude * Degrees.ToRadians);

        // A longitude is up to half a turn: by way of its half.
        var sinHalf = QuarterTurn.Sine(longitude * (Degrees.ToRadians / 2));
        var sinLon = (sinHalf + sinHalf) * QuarterTurn.Cosine(longitude * (Degrees.ToRadians / 2));
        var cosLon = Vector256<double>.One - ((sinHalf + sinHalf) * sinHalf);
        var n = Vector256.Create(_a) / Vector256.Sqrt(Vector256<double>.One - (sinLat * sinLat * _e2));
        return (n * cosLat * cosLon, n * cosLat * sinLon, n * (1 - _e2) * sinLat);
    }
}
