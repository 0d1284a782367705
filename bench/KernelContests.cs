using MathNet.Numerics.Statistics;
using NetTopologySuite.Geometries;
using NetTopologySuite.Simplify;
using TlEngine.Bench.Plain;
using TlEngine.Engines.Positions;
using TlEngine.Engines.Statistics;
using TlEngine.Engines.Track;
using TlEngine.Engines.Track.Simplify;
using TlEngine.Geodesy;

namespace TlEngine.Bench;

/// <summary>The loops that most of the engines' time goes to, each against the usual library, and the speeds that are aimed at.</summary>
internal static class KernelContests
{
    private const int LongTrack = 108_607;
    private const double MetresPerDegree = 111_195;

    public static IEnumerable<Contest> All()
    {
        yield return Length();
        yield return Place();
        yield return Simplify(1e-4, 57);
        yield return Simplify(1e-3, 103);
        yield return Inside(5, 920);
        yield return Inside(64, 109);
        yield return Inside(500, 14);
        yield return Parse();
        yield return MedianAndMad("Array.Sort", MedianBySort);
        yield return MedianAndMad("MathNet's quickselect", values => ArrayStatistics.MedianInplace(values));
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

    /// <summary>What a line has to go through before it is simplified: from degrees to where distances are measured.</summary>
    private static Contest Place()
    {
        var (fixes, places) = Line();
        var placed = new double[3 * LongTrack];
        return new Contest("degrees to places in space", LongTrack, "Math.SinCos", () =>
        {
            for (var i = 0; i < places.Length; i++)
            {
                var (sinLat, cosLat) = Math.SinCos(places[i].Y * Math.PI / 180);
                var (sinLon, cosLon) = Math.SinCos(places[i].X * Math.PI / 180);
                var n = Wgs84.A / Math.Sqrt(1 - (Wgs84.E2 * sinLat * sinLat));
                placed[i] = n * cosLat * cosLon;
                placed[LongTrack + i] = n * cosLat * sinLon;
                placed[(2 * LongTrack) + i] = n * (1 - Wgs84.E2) * sinLat;
            }
        }, () =>
        {
            using var points = new Points(fixes, new SimplifyParameters());
        });
    }

    /// <summary>Both from coordinates that are at hand: NetTopologySuite's in the plane of degrees, the engine's in space.</summary>
    private static Contest Simplify(double degrees, double target)
    {
        var (fixes, places) = Line();
        var line = new LineString(places);
        var points = new Points(fixes, new SimplifyParameters());
        var keep = new bool[LongTrack];
        return new Contest($"Douglas–Peucker, {degrees}°", LongTrack, "NetTopologySuite", Plain, () =>
        {
            keep.AsSpan().Clear();

            // The points keep their boxes; a call makes them once.
            using var boxes = new Runs(points);
            new TopDown(new FurthestFix(points, ChordKind.Segment), degrees * MetresPerDegree).Run(keep, CancellationToken.None);
        }, target);

        void Plain() => DouglasPeuckerSimplifier.Simplify(line, degrees);
    }

    private static (Fixes Fixes, Coordinate[] Places) Line()
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

        return (new FixReader(columns, new FlagList()).Read(), places);
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

    /// <param name="median">Of values that it may move.</param>
    private static Contest MedianAndMad(string name, Func<double[], double> median)
    {
        var random = new Random(4);
        double[] values = [.. Enumerable.Range(0, Day.Fixes).Select(_ => random.NextDouble())];
        var copy = new double[values.Length];
        return new Contest("median and MAD", Day.Fixes, name, () =>
        {
            values.CopyTo(copy, 0);
            var middle = median(copy);
            for (var i = 0; i < copy.Length; i++)
            {
                copy[i] = Math.Abs(copy[i] - middle);
            }

            Sink(median(copy));
        }, () =>
        {
            values.CopyTo(copy, 0);
            Sink(Spread.Of(copy).Mad);
        }, 39);
    }

    private static double MedianBySort(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }

    /// <summary>Keeps a result from being left out.</summary>
    private static void Sink(double value) => GC.KeepAlive(value);
}
