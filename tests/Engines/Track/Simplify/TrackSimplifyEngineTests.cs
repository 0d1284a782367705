using FsCheck;
using FsCheck.Fluent;
using TlEngine.Engines.Track.Simplify;
using TlEngine.Tests.Engines.Track.Segment;

namespace TlEngine.Tests.Engines.Track.Simplify;

public sealed class TrackSimplifyEngineTests
{
    private static readonly string[] Methods = ["douglas_peucker", "visvalingam", "time_ratio"];
    private static readonly TrackSimplifyEngine Subject = new();

    [Fact]
    public void Run_OneFixBesideTheLine_IsTheError()
    {
        var found = Simplified.Of([At(0, 0, 0), At(1, 500, 7), At(2, 1000, 0)], 8);
        Assert.Equal([0, 2], found.Kept);
        Assert.Equal(7, found.MaxError, 1e-3);
        Assert.Equal([0, 1, 2], Simplified.Of([At(0, 0, 0), At(1, 500, 7), At(2, 1000, 0)], 6).Kept);
    }

    [Fact]
    public void Run_WaitOnTheWay_IsKeptByTimeRatioOnly()
    {
        Fix[] fixes = [At(0, 0, 0), At(1, 500, 0), At(8, 500, 0), At(9, 1000, 0)];
        Assert.Equal([0, 3], Simplified.Of(fixes, 10).Kept);
        Assert.Equal([0, 1, 2, 3], Simplified.Of(fixes, 10, "time_ratio").Kept);
        Assert.Equal(500 - (1000 / 9.0), Simplified.Of(fixes, 1000, "time_ratio").MaxError, 0.01);
    }

    /// <summary>The triangle of 500 m by 8 m is as large as a square of 44.7 m.</summary>
    [Theory]
    [InlineData(44, 3)]
    [InlineData(46, 2)]
    public void Run_Visvalingam_DropsTrianglesBelowTheSquare(double tolerance, int kept) =>
        Assert.Equal(kept, Simplified.Of([At(0, 0, 0), At(1, 250, 8), At(2, 500, 0)], tolerance, "visvalingam").Kept.Length);

    /// <summary>
    /// Dropping the fourth fix leaves triangles of 300 and 269 m² at its neighbours, both smaller than it was: the smaller one goes first.
    /// </summary>
    [Fact]
    public void Run_TrianglesThatShrink_GoInTheOrderOfTheirSize()
    {
        double[][] places = [[32, 87.7], [50.6, 102.8], [112.9, 181.6], [114.8, 125], [97.1, 170.7], [131.5, 160.4]];
        Assert.Equal([0, 2, 5], Simplified.Of(Simplified.Plane(places), 40, "visvalingam").Kept);
    }

    /// <summary>The definition, without a heap: of all triangles the smallest goes, while it is small enough.</summary>
    [Fact]
    public void Run_Visvalingam_DropsTheSmallestTriangleAgainAndAgain()
    {
        var random = new Random(7);
        for (var track = 0; track < 200; track++)
        {
            var places = Enumerable.Range(0, 40).Select(_ => new[] { 1000 * random.NextDouble(), 1000 * random.NextDouble() }).ToArray();
            Assert.Equal(
                SmallestFirst(places, 100 * 100),
                Simplified.Of(Simplified.Plane(places), 100, "visvalingam", ",\"distance_model\":\"sphere\"").Kept);
        }
    }

    [Fact]
    public void Run_FixesOutOfOrder_KeepsInputIndicesInTheOrderOfTime()
    {
        Fix[] fixes = [At(2, 1000, 0), new(Recording.Start, 0, 0), At(0, 0, 0), At(1, 500, 90)];
        var found = Simplified.Of(fixes, 10);
        Assert.Equal([2, 3, 0], found.Kept);
        Assert.Equal(
            """{"input":4,"used":3,"flags":{"null_island":1,"out_of_order":2}}""", found.Json.GetProperty("quality").GetRawText());
    }

    [Theory]
    [InlineData(0, 180)]
    [InlineData(89.9, 0)]
    [InlineData(-89.999, -180)]
    [InlineData(60, 179.9999)]
    public void Run_DatelineAndPoles_MeasuresAsElsewhere(double lat, double lon)
    {
        // 100 m to the north and back down, 30 m aside in the middle.
        var middle = Meridian.North(lat, 50);
        var aside = 30 / (111_320 * Math.Cos(middle * Math.PI / 180));
        Fix[] fixes =
        [
            new(Recording.Start, lat, lon),
            new(Recording.Start.AddSeconds(5), middle, Math.IEEERemainder(lon + aside, 360)),
            new(Recording.Start.AddSeconds(10), Meridian.North(lat, 100), lon),
        ];
        Assert.Equal(30, Simplified.Of(fixes, 40).MaxError, 0.2);
        Assert.Equal(3, Simplified.Of(fixes, 20).Kept.Length);
    }

    [Fact]
    public void Run_AnyTrack_StaysWithinTheTolerance() => Check((fixes, method) =>
    {
        var found = Simplified.Of(fixes, 50, method);
        Assert.True(method == "visvalingam" || found.MaxError <= 50);
        Assert.Equal(found.Kept.Distinct().OrderBy(i => fixes[i].Time), found.Kept);
        Assert.Equal(found.Kept, Simplified.Of(fixes, 50, method).Kept);
    });

    [Fact]
    public void Run_NoTolerance_LosesNothingOfTheLine() => Check((fixes, method) =>
        Assert.True(Simplified.Of(fixes, 0, method).MaxError < 1e-6));

    [Fact]
    public void Run_TurnedAroundTheAxis_KeepsTheSame() => Check((fixes, method) =>
    {
        var placed = fixes.Where(fix => fix.Lat != 0).ToArray();
        var turned = placed.Select(fix => fix with { Lon = Math.IEEERemainder(fix.Lon + 90, 360) });
        Assert.Equal(Simplified.Of(placed, 50, method).MaxError, Simplified.Of(turned, 50, method).MaxError, 1e-3);
    });

    [Fact]
    public void Run_LaterByWholeDays_KeepsTheSame() => Check((fixes, method) => Assert.Equal(
        Simplified.Of(fixes, 50, method).Kept,
        Simplified.Of(fixes.Select(fix => fix with { Time = fix.Time.AddDays(1000) }), 50, method).Kept));

    [Fact]
    public void Run_InAnotherOrder_KeepsTheSameFixes() => Check((fixes, method) =>
    {
        var apart = fixes.DistinctBy(fix => fix.Time).ToArray();
        var other = apart.OrderBy(fix => fix.Lon).ToArray();
        Assert.Equal(Simplified.Of(apart, 50, method).Kept.Select(i => apart[i]), Simplified.Of(other, 50, method).Kept.Select(i => other[i]));
    });

    /// <summary>The last fix turns back beyond the start: 300 m from the line between the ends, on the endless one.</summary>
    [Fact]
    public void Run_FixBeyondTheEnds_IsOnTheEndlessLineOnly()
    {
        Fix[] fixes = [At(0, 0, 0), At(1, -300, 0), At(2, 1000, 0)];
        Assert.Equal([0, 1, 2], Simplified.Of(fixes, 10).Kept);
        var endless = Simplified.Of(fixes, 10, more: ",\"distance_to\":\"line\"");
        Assert.Equal([0, 2], endless.Kept);
        Assert.Equal(300, endless.MaxError, 1e-2);
    }

    private static List<int> SmallestFirst(double[][] places, double area)
    {
        var rest = Enumerable.Range(0, places.Length).ToList();
        while (rest.Count > 2)
        {
            var least = Enumerable.Range(1, rest.Count - 2).MinBy(Area);
            if (Area(least) >= area)
            {
                break;
            }

            rest.RemoveAt(least);
        }

        return rest;

        double Area(int i)
        {
            var (a, b, c) = (places[rest[i - 1]], places[rest[i]], places[rest[i + 1]]);
            return Math.Abs(((b[0] - a[0]) * (c[1] - a[1])) - ((c[0] - a[0]) * (b[1] - a[1]))) / 2;
        }
    }

    private static void Check(Action<Fix[], string> law) => Prop.ForAll(TrackGenerator.Faulty.ToArbitrary(), fixes =>
    {
        foreach (var method in Methods)
        {
            law(fixes, method);
        }
    }).Check(TrackGenerator.Config);

    /// <summary>A place north and east of the start, a few hundred metres.</summary>
    private static Fix At(int minutes, double north, double east) =>
        new(Recording.Start.AddMinutes(minutes), Meridian.North(0.5, north), 10 + (east / 111_315.3));
}
