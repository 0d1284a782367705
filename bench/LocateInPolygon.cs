using System.Numerics;
using BenchmarkDotNet.Attributes;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using TlEngine.Engines.Geo.Fence;
using NtsPolygon = NetTopologySuite.Geometries.Polygon;

namespace TlEngine.Bench;

/// <summary>50,000 places against a star around most of them.</summary>
public class LocateInPolygon
{
    public const int Places = 50_000;
    private readonly double[] _x = new double[Places];
    private readonly double[] _y = new double[Places];
    private readonly Coordinate[] _coordinates = new Coordinate[Places];
    private Ring? _ring;
    private IndexedPointInAreaLocator? _locator;

    [Params(5, 64, 500)]
    public int Vertices { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(3);
        for (var i = 0; i < Places; i++)
        {
            (_x[i], _y[i]) = ((random.NextDouble() * 0.2) - 58.5, (random.NextDouble() * 0.2) - 34.7);
            _coordinates[i] = new Coordinate(_x[i], _y[i]);
        }

        var corners = Enumerable.Range(0, Vertices).Select(i => new Coordinate(
            -58.4 + (Radius(i) * Math.Cos(i * Math.Tau / Vertices)), -34.6 + (Radius(i) * Math.Sin(i * Math.Tau / Vertices)))).ToList();
        Coordinate[] ring = [.. corners, corners[0]];
        _ring = new Ring(new Edges([.. ring.Select(corner => corner.X)], [.. ring.Select(corner => corner.Y)]));
        _locator = new IndexedPointInAreaLocator(new NtsPolygon(new LinearRing(ring)));
        if (NetTopologySuite() != Engine() || Engine() != OneByOne())
        {
            throw new InvalidOperationException("The two do not agree.");
        }
    }

    /// <summary>Its index, without the geometry around the point.</summary>
    [Benchmark(Baseline = true)]
    public int NetTopologySuite()
    {
        var inside = 0;
        foreach (var coordinate in _coordinates)
        {
            inside += _locator!.Locate(coordinate) != Location.Exterior ? 1 : 0;
        }

        return inside;
    }

    /// <summary>As the engine does it, block by block.</summary>
    [Benchmark]
    public int Engine()
    {
        var inside = 0;
        for (var i = 0; i < Places; i += Ring.MostPlaces)
        {
            var length = Math.Min(Ring.MostPlaces, Places - i);
            inside += BitOperations.PopCount(_ring!.Locate(_y.AsSpan(i, length), _x.AsSpan(i, length)).Covered);
        }

        return inside;
    }

    [Benchmark]
    public int OneByOne()
    {
        var inside = 0;
        for (var i = 0; i < Places; i++)
        {
            inside += _ring!.Locate(_y[i], _x[i]) >= 0 ? 1 : 0;
        }

        return inside;
    }

    private static double Radius(int i) => i % 2 == 0 ? 0.1 : 0.05;
}
