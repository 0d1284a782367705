using FsCheck;
using FsCheck.Fluent;
using TlEngine.Engines.Geo.Fence;

namespace TlEngine.Tests.Engines.Geo.Fence;

/// <summary>Places compared with all edges at once are where the comparison edge by edge has them, to the last bit of the answer.</summary>
public sealed class RingTests
{
    private const double Step = 1.0 / 64;

    // Around the tolerance of 1e-11 degrees, around what rounding does, and around what 16 bits hold of a ring of a third of a degree.
    private static readonly double[] Nudges =
        [0, 1e-16, 1e-13, 0.9e-11, 1e-11, 1.1e-11, 1.9e-11, 2.1e-11, 1e-9, 4e-6, 8e-6, 1.2e-5, 2.4e-5, 3.6e-5, 6e-5];

    [Fact]
    public void Locate_AnyRing_AgreesWithEdgeByEdge() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => Compare(new Random(seed)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    /// <summary>Around what 16 bits hold of a ring, 1/32,000 of its height and its width.</summary>
    [Fact]
    public void Locate_RingOfAnySize_AgreesWithEdgeByEdge() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => CompareFinely(new Random(seed)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Theory]
    [InlineData("a point", "0 0, 0 0, 0 0, 0 0")]
    [InlineData("a line to and fro", "0 0, 3 3, 0 0")]
    [InlineData("a parallel to and fro", "0 1, 5 1, 0 1")]
    [InlineData("a meridian to and fro", "2 0, 2 5, 2 0")]
    [InlineData("an eight", "0 0, 4 4, 4 0, 0 4, 0 0")]
    [InlineData("a square with each corner twice", "0 0, 0 0, 4 0, 4 0, 4 4, 4 4, 0 4, 0 4, 0 0")]
    [InlineData("twice around", "0 0, 4 0, 4 4, 0 4, 0 0, 4 0, 4 4, 0 4, 0 0")]
    [InlineData("over the 180th meridian", "178 -2, 183 -2, 183 3, 178 3, 178 -2")]
    [InlineData("all of the earth", "-180 -90, 180 -90, 180 90, -180 90, -180 -90")]
    [InlineData("several times round the earth", "-1500 0, 1500 1, 0 5, -1500 0")]
    [InlineData("of no size to speak of", "0 0, 1e-300 0, 1e-300 1e-310, 0 0")]
    [InlineData("a hair's breadth", "0 0, 3 3, 3 3.00000000001, 0 0")]
    public void Locate_DegenerateRing_AgreesWithEdgeByEdge(string name, string corners)
    {
        var numbers = corners.Split(", ").Select(corner => corner.Split(' ').Select(Number).ToArray());
        var ring = RingOf([.. numbers.Select(xy => (xy[0], xy[1]))]);
        var places = Around(ring, new Random(name.Length));

        Assert.Equal(
            places.Select(place => ring.LocateExactly(place.Lat, place.Lon)), places.Select(place => ring.Locate(place.Lat, place.Lon)));
        CompareBlocks(ring, places);
    }

    /// <summary>At the tolerance from a line short of the 180th meridian, a place is written on either side of that.</summary>
    [Theory]
    [InlineData(170, 180 - 5e-12)]
    [InlineData(-180 + 5e-12, -170)]
    public void Locate_RingShortOf180_HasOnItsLineWhatIsWrittenBeyond(double west, double east)
    {
        var ring = RingOf([(west, 0), (east, 0), (east, 10), (west, 10), (west, 0)]);
        (double Lat, double Lon)[] places = [.. Enumerable.Range(0, Ring.MostPlaces).Select(i => (5.0, i % 2 == 0 ? -180.0 : 180.0))];

        Assert.All(places, place => Assert.Equal(0, ring.LocateExactly(place.Lat, place.Lon)));
        CompareBlocks(ring, places);
    }

    private static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static void Compare(Random random)
    {
        // Small rings, those that are compared whole, and large ones in bands; on a grid, so that places fall on edges and corners.
        var count = random.Next(3) switch { 0 => random.Next(3, 9), 1 => random.Next(9, 40), _ => random.Next(40, 400) };
        var west = random.Next(-190, 180);
        var corners = Enumerable.Range(0, count)
            .Select(_ => (west + (random.Next(0, 24) * Step), 40 + (random.Next(0, 24) * Step)))
            .Select(corner => random.Next(2) == 0 ? corner : (corner.Item1 + (random.NextDouble() * Step), corner.Item2))
            .ToList();
        var ring = RingOf([.. corners, corners[0]]);
        var places = Around(ring, random);
        Assert.Equal(
            places.Select(place => ring.LocateExactly(place.Lat, place.Lon)), places.Select(place => ring.Locate(place.Lat, place.Lon)));
        CompareBlocks(ring, places);
    }

    private static void CompareFinely(Random random)
    {
        var (height, width) = (Size(random, 80), Size(random, 160));
        var (south, west) = ((random.NextDouble() * (170 - height)) - 85, (random.NextDouble() * 360) - 180);
        var corners = Enumerable.Range(0, random.Next(3, 60))
            .Select(_ => (west + (width * random.NextDouble()), south + (height * random.NextDouble())))
            .SelectMany(corner => Enumerable.Repeat(corner, random.Next(20) == 0 ? 2 : 1))
            .ToList();
        var ring = RingOf([.. corners, corners[0]]);
        CompareBlocks(ring, [.. Enumerable.Range(0, 16 * Ring.MostPlaces).Select(_ => BesideEdge(ring, random))]);
    }

    private static double Size(Random random, double most) => random.Next(3) == 0 ? most : most * Math.Pow(10, -11 * random.NextDouble());

    /// <summary>On an edge, past its end or at the height of it, and some units from there.</summary>
    private static (double Lat, double Lon) BesideEdge(Ring ring, Random random)
    {
        var (box, (x1, y1, x2, y2)) = (ring.Edges.Box, ring.Edges[random.Next(ring.Edges.Count)]);
        var share = random.Next(4) == 0 ? 0 : (random.NextDouble() * 1.2) - 0.1;
        var x = random.Next(4) == 0 ? box.West + (random.NextDouble() * (box.East - box.West)) : x1 + (share * (x2 - x1));
        var lat = y1 + (share * (y2 - y1)) + (Units(random) * (box.North - box.South));
        return (Math.Clamp(lat, -90, 90), TlEngine.Geodesy.Longitude.Wrap(x + (Units(random) * (box.East - box.West))));
    }

    private static double Units(Random random) => (random.NextDouble() - 0.5) * random.Next(1, 16) / 32_000;

    private static void CompareBlocks(Ring ring, IReadOnlyList<(double Lat, double Lon)> places)
    {
        foreach (var block in places.Chunk(Ring.MostPlaces).Concat(places.Take(13).Chunk(5)))
        {
            var (covered, onLine) = (0UL, 0UL);
            for (var i = 0; i < block.Length; i++)
            {
                var place = ring.LocateExactly(block[i].Lat, block[i].Lon);
                covered |= place >= 0 ? 1UL << i : 0;
                onLine |= place == 0 ? 1UL << i : 0;
            }

            Assert.Equal(
                (covered, onLine), ring.Locate([.. block.Select(place => place.Lat)], [.. block.Select(place => place.Lon)]));
        }
    }

    private static Ring RingOf((double X, double Y)[] corners) =>
        new(new Edges([.. corners.Select(corner => corner.X)], [.. corners.Select(corner => corner.Y)]));

    /// <summary>Corners, places on and beside edges, on the grid and anywhere, the poles and the far side of the earth.</summary>
    private static List<(double Lat, double Lon)> Around(Ring ring, Random random)
    {
        List<(double Lat, double Lon)> places = [(90, 0), (-90, 12), (0, 0), (0, 180), (0, -180), (45, 179.999)];
        for (var i = 0; i < 200; i++)
        {
            var (x1, y1, x2, y2) = ring.Edges[random.Next(ring.Edges.Count)];
            var share = random.Next(3) switch { 0 => 0, 1 => random.Next(9) / 8.0, _ => (random.NextDouble() * 1.2) - 0.1 };
            var (nudgeX, nudgeY) = (Nudge(random), Nudge(random));
            places.Add((y1 + (share * (y2 - y1)) + nudgeY, x1 + (share * (x2 - x1)) + nudgeX));
            var box = ring.Edges.Box;
            places.Add((box.South + (random.Next(-4, 28) * Step), box.West + (random.Next(-4, 28) * Step)));
            places.Add((box.South + ((random.NextDouble() - 0.1) * 0.5), box.West + ((random.NextDouble() - 0.1) * 0.5)));
        }

        return [.. places.Select(place => (Math.Clamp(place.Lat, -90, 90), TlEngine.Geodesy.Longitude.Wrap(place.Lon)))];
    }

    private static double Nudge(Random random) => Nudges[random.Next(Nudges.Length)] * (random.Next(2) == 0 ? 1 : -1);
}
