using TlEngine.Engines.Positions;
using TlEngine.Engines.Track;
using TlEngine.Engines.Track.Simplify;
using TlEngine.Geodesy;

namespace TlEngine.Tests.Engines.Track.Simplify;

public sealed class FurthestFixTests
{
    private const int Count = 1_200;
    private const int Pairs = 400;

    /// <summary>
    /// Lines whose fixes are often equally far away are among them, places without a line between, and legs round the earth.
    /// </summary>
    public static TheoryData<string> Lines() =>
        ["walk", "circles", "squares", "straight", "there and back", "still", "one place", "anywhere", "at the pole"];

    [Theory]
    [MemberData(nameof(Lines))]
    public void Between_AnyTwo_IsWhatLookingAtEachFixFinds(string line)
    {
        var random = new Random(7);
        using var fixes = Fixes(i => Place(line, i, random));
        using var points = new Points(fixes, new SimplifyParameters());
        foreach (var kind in Enum.GetValues<ChordKind>())
        {
            var subject = new FurthestFix(points, kind);
            for (var pair = 0; pair < Pairs; pair++)
            {
                var from = random.Next(fixes.Count - 2);
                var to = random.Next(from + 2, pair % 2 == 0 ? fixes.Count : Math.Min(fixes.Count, from + 40));
                Assert.Equal(OneByOne(points, from, to, kind), subject.Between(from, to));
            }
        }
    }

    /// <summary>Along the equator of a sphere the distances are known: to its plane, or straight to the nearer end.</summary>
    [Theory]
    [InlineData(0.01, 1e-9)]
    [InlineData(7, 1e-5)]
    [InlineData(8, 1e-9)]
    [InlineData(150, 1e-9)]
    public void Square_ChordAlongTheEquator_IsTheDistanceOnASphere(double degrees, double tolerance)
    {
        const double Radius = 6_371_008.8;
        var random = new Random(7);
        using var fixes = Fixes(i => i == 0 ? (0, 0) : i == Count - 1 ? (0, degrees) : (Around(0, 1), Around(degrees / 2, 1.5)));
        using var points = new Points(fixes, new SimplifyParameters { DistanceModel = DistanceModel.Sphere, RadiusM = Radius });
        var chord = new Chord(points, ChordKind.Segment);
        chord.Draw(0, Count - 1);
        for (var i = 1; i < Count - 1; i++)
        {
            var (latitude, longitude) = (fixes.Latitudes[i], fixes.Longitudes[i]);
            var expected = longitude >= 0 && longitude <= degrees
                ? Math.Abs(Math.Sin(latitude * Math.PI / 180))
                : Math.Min(Straight(latitude, longitude), Straight(latitude, longitude - degrees));
            Assert.Equal(1, Math.Sqrt(chord.Square(i) / chord.Unit) / (Radius * expected), tolerance);
        }

        // The haversine formula, through the earth.
        static double Straight(double latitude, double longitude) => 2 * Math.Sqrt(
            Square(Math.Sin(latitude * Math.PI / 360))
            + (Math.Cos(latitude * Math.PI / 180) * Square(Math.Sin(longitude * Math.PI / 360))));

        static double Square(double number) => number * number;

        double Around(double middle, double share) => middle + ((random.NextDouble() - 0.5) * degrees * share);
    }

    /// <summary>On the shortest line of the ellipsoid, and beside it on the ground, by Vincenty's formulae (1975).</summary>
    [Theory]
    [InlineData(45, 10, 45.149398149729, 11.252320851464, 45.076416098549, 10.625344649594, 0, 1e-3)]
    [InlineData(45, 10, 45.149398149729, 11.252320851464, 45.076327365495, 10.625365735857, 10, 1e-3)]
    [InlineData(-40, -70, -40.219493242379, -65.316469118252, -40.104588609233, -68.247338873419, 10, 0.05)]
    [InlineData(60, 179, 58.069662647124, 165.732885370411, 59.204773278240, 172.179594835054, 20, 0.4)]
    [InlineData(30, 0, 34.896325536825, 6.107482837428, 33.127652309588, 3.795148494220, 1_000, 0.4)]
    public void Between_LongChord_IsTheDistanceFromTheShortestLine(
        double lat1, double lon1, double lat2, double lon2, double lat, double lon, double metres, double tolerance)
    {
        using var fixes = Fixes(i => i == 0 ? (lat1, lon1) : i == Count - 1 ? (lat2, lon2) : (lat, lon));
        using var points = new Points(fixes, new SimplifyParameters());
        foreach (var kind in (ChordKind[])[ChordKind.Segment, ChordKind.Endless])
        {
            Assert.Equal(metres, Math.Sqrt(new FurthestFix(points, kind).Between(0, Count - 1).SquareMetres), tolerance);
        }
    }

    private static Furthest OneByOne(Points points, int from, int to, ChordKind kind)
    {
        var chord = new Chord(points, kind);
        chord.Draw(from, to);
        var furthest = Enumerable.Range(from + 1, to - from - 1).MaxBy(chord.Square);
        return new Furthest(furthest, chord.Square(furthest), chord.Unit);
    }

    private static (double Lat, double Lon) Place(string line, int i, Random random) => line switch
    {
        "walk" => (-34.6 + (1e-4 * i * random.NextDouble()), 179.95 + (1e-4 * i)),
        "circles" => (50 + (0.01 * Math.Sin(i * Math.Tau / 64)), 8 + (0.01 * Math.Cos(i * Math.Tau / 64))),
        "squares" => (i % 4 is 1 or 2 ? 1.001 : 1, 5 + (i / 2 * 0.001)),
        "straight" => (20, 5 + (i * 1e-4)),
        "there and back" => (20, 5 + (Math.Min(i, Count - i) * 1e-4)),
        "still" => (20 + (1e-5 * random.NextDouble()), 5 + (1e-5 * random.NextDouble())),
        "one place" => (20, 5),
        "anywhere" => ((random.NextDouble() * 180) - 90, (random.NextDouble() * 360) - 180),
        "at the pole" => (90 - (1e-3 * random.NextDouble()), i * 10),
        _ => throw new ArgumentOutOfRangeException(nameof(line), line, "No such line."),
    };

    private static Fixes Fixes(Func<int, (double Lat, double Lon)> place)
    {
        using var columns = new PositionColumns(Count) { Count = Count };
        for (var i = 0; i < Count; i++)
        {
            var (lat, lon) = place(i);
            columns.SetTime(i, (i + 1) * TimeSpan.TicksPerSecond);
            columns.Set(PositionColumn.Latitude, i, lat);
            columns.Set(PositionColumn.Longitude, i, Math.IEEERemainder(lon, 360));
        }

        return new FixReader(columns, new FlagList()).Read();
    }
}
