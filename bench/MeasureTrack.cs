using BenchmarkDotNet.Attributes;
using NetTopologySuite.Geometries;
using TlEngine.Geodesy;

namespace TlEngine.Bench;

/// <summary>The length of 50,000 fixes.</summary>
public class MeasureTrack
{
    private readonly double[] _legs = new double[Day.Fixes];
    private readonly Distance _ellipsoid = Distance.Of(DistanceModel.Ellipsoid, 0);
    private readonly Distance _sphere = Distance.Of(DistanceModel.Sphere, Wgs84.MeanRadius);
    private readonly LineString _line = new([.. Day.Latitudes.Zip(Day.Longitudes, (lat, lon) => new Coordinate(lon, lat))]);

    /// <summary>In degrees: the least that a length can cost there.</summary>
    [Benchmark(Baseline = true)]
    public double NetTopologySuite() => _line.Length;

    [Benchmark]
    public double Haversine() => Sum(_sphere);

    [Benchmark]
    public double Ellipsoid() => Sum(_ellipsoid);

    [Benchmark]
    public double KarneysInverse()
    {
        var sum = 0.0;
        for (var i = 1; i < Day.Fixes; i++)
        {
            sum += GeodesicInverse.Distance(Day.Latitudes[i - 1], Day.Longitudes[i - 1], Day.Latitudes[i], Day.Longitudes[i]);
        }

        return sum;
    }

    private double Sum(Distance distance)
    {
        distance.Legs(Day.Latitudes, Day.Longitudes, _legs);
        var sum = 0.0;
        for (var i = 0; i < Day.Fixes - 1; i++)
        {
            sum += _legs[i];
        }

        return sum;
    }
}
