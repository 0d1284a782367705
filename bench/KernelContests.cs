using NetTopologySuite.Geometries;
using NetTopologySuite.Simplify;
using TlEngine.Bench.Plain;
using TlEngine.Engines.Positions;
using TlEngine.Engines.Statistics;
using TlEngine.Engines.Track;
using TlEngine.Engines.Track.Simplify;

namespace TlEngine.Bench;

/// <summary>The loops that most of the engines' time goes to, each against the usual library, and the speeds that are aimed at.</summary>
internal static class KernelContests
{
    private const int LongTrack = 108_607;
    private const double MetresPerDegree = 111_195;

    public static IEnumerable<Contest> All()
    {
        yield return Length();
        yield return Simplify(1e-4, 57);
        yield return Simplify(1e-3, 103);
        yield return Inside(5, 920);
        yield return Inside(64, 109);
        yield return Inside(500, 14);
        yield return Parse();
        yield return MedianAndMad();
    }

    private static Contest Length()
    {
        var ours = new MeasureTrack();
        var positions = PlainPosition.Read(Day.Rows);
        return new Contest("length of a track, WGS84", Day.Fixes, "haversine with Math", () =>
        {
            var sum = 0.0;
            for (var i = 1; i < positions.Length; i++)
            {
                sum += positions[i - 1].DistanceTo(positions[i]);
            }

            Sink(sum);
        }, () => Sink(ours.Ellipsoid()), 140);
    }

    private static Contest Simplify(double degrees, double target)
    {
        using var columns = new PositionColumns(LongTrack) { Count = LongTrack };
        var random = new Random(2);
        var (lat, lon, course) = (-34.6, -58.38, 0.0);
        var places = new Coordinate[LongTrack];
        for (var i = 0; i < LongTrack; i++)
        {
            course += (random.NextDouble() - 0.5) * 0.5;
            (lat, lon) = (lat + (2e-4 * Math.Cos(course)), lon + (2e-4 * Math.Sin(course)));
            columns.SetTime(i, (i + 1) * TimeSpan.TicksPerSecond);
            columns.Set(PositionColumn.Latitude, i, lat);
            columns.Set(PositionColumn.Longitude, i, lon);
            places[i] = new Coordinate(lon, lat);
        }

        var line = new LineString(places);
        var fixes = new FixReader(columns, new FlagList()).Read();
        var keep = new bool[LongTrack];
        return new Contest($"Douglas–Peucker, {degrees}°", LongTrack, "NetTopologySuite", Plain, () =>
        {
            keep.AsSpan().Clear();
            using var points = new Points(fixes, new SimplifyParameters());
            new TopDown(new FurthestFix(points, ChordKind.Segment), degrees * MetresPerDegree).Run(keep, CancellationToken.None);
        }, target);

        void Plain() => DouglasPeuckerSimplifier.Simplify(line, degrees);
    }

    private static Contest Inside(int vertices, double target)
    {
        var places = new LocateInPolygon { Vertices = vertices };
        places.Setup();
        return new Contest(
            $"point in polygon, {vertices} vertices", LocateInPolygon.Places, "NetTopologySuite, indexed",
            () => Sink(places.NetTopologySuite()), () => Sink(places.Engine()), target);
    }

    private static Contest Parse()
    {
        var ours = new ReadPositions();
        return new Contest(
            "parse JSON rows", Day.Fixes, "Utf8JsonReader", () => Sink(ours.Utf8JsonReader()), () => Sink(ours.Engine()), 19);
    }

    private static Contest MedianAndMad()
    {
        var random = new Random(4);
        double[] values = [.. Enumerable.Range(0, Day.Fixes).Select(_ => random.NextDouble())];
        var copy = new double[values.Length];
        return new Contest("median and MAD", Day.Fixes, "Array.Sort", () =>
        {
            values.CopyTo(copy, 0);
            Array.Sort(copy);
            var median = copy[copy.Length / 2];
            for (var i = 0; i < copy.Length; i++)
            {
                copy[i] = Math.Abs(copy[i] - median);
            }

            Array.Sort(copy);
            Sink(copy[copy.Length / 2]);
        }, () =>
        {
            values.CopyTo(copy, 0);
            Sink(Spread.Of(copy).Mad);
        }, 39);
    }

    /// <summary>Keeps a result from being left out.</summary>
    private static void Sink(double value) => GC.KeepAlive(value);
}
