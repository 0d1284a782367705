using TlEngine.Engines.Memory;
using TlEngine.Geodesy;

namespace TlEngine.Engines.Track.Simplify;

/// <summary>The fixes as places in space, in metres from the centre of the earth: no meridian and no pole is special there.</summary>
internal sealed class Points : IDisposable
{
    private readonly Fixes _fixes;
    private readonly Pooled<Vector> _places;

    public Points(Fixes fixes, SimplifyParameters parameters)
    {
        _fixes = fixes;
        _places = new Pooled<Vector>(fixes.Count);
        var (a, e2) = parameters.DistanceModel == DistanceModel.Sphere ? (parameters.RadiusM, 0.0) : (Wgs84.A, Wgs84.E2);
        for (var i = 0; i < fixes.Count; i++)
        {
            var (sinLat, cosLat) = Math.SinCos(fixes.Latitudes[i] * Degrees.ToRadians);
            var (sinLon, cosLon) = Math.SinCos(fixes.Longitudes[i] * Degrees.ToRadians);
            var n = a / Math.Sqrt(1 - (e2 * sinLat * sinLat));
            _places.Span[i] = new Vector(n * cosLat * cosLon, n * cosLat * sinLon, n * (1 - e2) * sinLat);
        }
    }

    public int Count => _fixes.Count;

    public ReadOnlySpan<Vector> Places => _places.Span;

    public ReadOnlySpan<long> Times => _fixes.Times;

    public void Dispose() => _places.Dispose();
}
