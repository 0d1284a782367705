using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using TlEngine.Tests.Engines.Track;
using static TlEngine.Tests.Engines.Route.Eta.Trips;

namespace TlEngine.Tests.Engines.Route.Eta;

public sealed class EtaPropertyTests
{
    private const double Step = 1.0 / 4096;
    private const double Fine = 1 << 20;
    private static readonly string[] Members = ["state", "delay_s", "uncertainty_s", "status", "distance_m"];

    [Fact]
    public void Run_LaterByWholeDays_IsLaterByWholeDays() => Check(scene =>
    {
        var days = TimeSpan.FromDays(500);
        var later = Scene.Result(scene with { Fixes = [.. scene.Fixes.Select(fix => fix with { Time = fix.Time + days })] }, days);
        var now = Scene.Result(scene);
        Assert.Equal(now.Arrivals(), later.Arrivals().Select(second => second - days.TotalSeconds));
        foreach (var member in Members)
        {
            Assert.Equal(now.Each(member), later.Each(member));
        }
    });

    /// <summary>Whole degrees and steps that are powers of two move over the 180th meridian without rounding.</summary>
    [Theory]
    [InlineData(170)]
    [InlineData(-190)]
    public void Run_TurnedAroundTheAxis_SaysTheSame(double degrees) => Check(scene =>
    {
        double Turn(double longitude) => Math.IEEERemainder(longitude + degrees, 360);
        var turned = new Scene(
            [.. scene.Route.Select(place => (Turn(place.Lon), place.Lat))],
            [.. scene.Stops.Select(stop => stop with { Lon = Turn(stop.Lon) })],
            [.. scene.Fixes.Select(fix => fix with { Lon = Turn(fix.Lon) })]);
        var (one, other) = (Scene.Result(scene), Scene.Result(turned));
        Near(Progress(one), Progress(other), 1e-5);
        Near(one.Arrivals(), other.Arrivals(), 1.01);
        Assert.Equal(one.Each("state"), other.Each("state"));
    });

    [Fact]
    public void Run_AnyTrip_MakesProgressAndArrivesInOrder() => Check(scene =>
    {
        var result = Scene.Result(scene);
        var progress = Progress(result);
        Assert.Equal(progress.Order(), progress);
        Assert.All(progress, metres => Assert.InRange(metres, 0, result.GetProperty("route_length_m").GetDouble()));
        var stops = result.GetProperty("stops").EnumerateArray().ToArray();
        var along = stops.Select(stop => stop.GetProperty("distance_m").GetDouble()).ToArray();
        Assert.Equal(along.Order(), along);
        var live = stops.Where(stop => stop.GetProperty("source").ToString() == "live").ToArray();
        var etas = live.Select(stop => stop.GetProperty("eta").GetDateTimeOffset()).ToArray();
        Assert.Equal(etas.Order(), etas);
        var widths = live.Select(stop => stop.GetProperty("uncertainty_s").GetDouble()).ToArray();
        Assert.Equal(widths.Order(), widths);
    });

    [Fact]
    public void Run_FixesInAnotherOrder_SaysTheSame() => Check(scene =>
    {
        var reversed = scene with { Fixes = [.. scene.Fixes.Reverse()] };
        Assert.Equal(Scene.Result(scene).Arrivals(), Scene.Result(reversed).Arrivals());
        Assert.Equal(Progress(Scene.Result(scene)), Progress(Scene.Result(reversed)));
    });

    /// <summary>A vertex more on a straight segment is no other route.</summary>
    [Fact]
    public void Run_RouteWithMoreVertices_SaysTheSame() => Check(scene =>
    {
        var halved = scene.Route.Zip(scene.Route.Skip(1))
            .SelectMany(pair => new[] { pair.First, ((pair.First.Lon + pair.Second.Lon) / 2, (pair.First.Lat + pair.Second.Lat) / 2) })
            .Append(scene.Route[^1]);
        var (one, other) = (Scene.Result(scene), Scene.Result(scene with { Route = [.. halved] }));
        Near(Progress(one), Progress(other), 0.01);
        Near(one.Arrivals(), other.Arrivals(), 1.01);
    });

    [Fact]
    public void Run_Twice_GivesTheSameBytes() => Check(scene =>
        Assert.Equal(Engine.RunToText(Scene.Data(scene)), Engine.RunToText(Scene.Data(scene))));

    private static void Check(Action<Scene> law) => Prop
        .ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => law(Build(new Random(seed))))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    private static double[] Progress(JsonElement result) =>
        [.. result.GetProperty("matches").GetProperty("progress_m").EnumerateArray().Select(metres => metres.GetDouble())];

    private static void Near(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.True(
            (double.IsNaN(pair.First) && double.IsNaN(pair.Second)) || Math.Abs(pair.First - pair.Second) <= tolerance,
            $"{pair.First} is not {pair.Second}."));
    }

    /// <summary>A random walk on a grid, driven along with noise and gaps; half of them come back the same way.</summary>
    private static Scene Build(Random random)
    {
        var route = new List<(double Lon, double Lat)> { (9.5, 20) };
        for (var i = random.Next(2, 12); i > 0; i--)
        {
            route.Add((route[^1].Lon + (random.Next(-8, 17) * Step), route[^1].Lat + (random.Next(1, 9) * Step)));
        }

        if (random.Next(2) == 0)
        {
            route.AddRange(route.ToArray().Reverse().Skip(1));
        }

        var places = Enumerable.Range(0, random.Next(2, 8)).Select(_ => random.Next(route.Count)).Order().ToArray();
        var stops = places.Select((place, k) => new TripStop(
            $"{k}", route[place].Lon, route[place].Lat, random.Next(6) == 0 ? null : place * 120, $"\"dwell_s\":{random.Next(3) * 10}"));
        var fixes = new List<Fix>();
        var (second, at) = (random.Next(-100, 100), 0.0);
        while (at < (route.Count - 1) * random.NextDouble() && fixes.Count < 200)
        {
            var from = route[(int)at];
            var to = route[Math.Min((int)at + 1, route.Count - 1)];
            var share = at - (int)at;
            fixes.Add(new Fix(
                Recording.Start.AddSeconds(second),
                from.Lat + (share * (to.Lat - from.Lat)) + Grid(random),
                from.Lon + (share * (to.Lon - from.Lon)) + Grid(random)));
            var seconds = random.Next(12) == 0 ? random.Next(30, 200) : random.Next(1, 20);
            (second, at) = (second + seconds, at + (seconds * random.NextDouble() / 60));
        }

        return new Scene([.. route], [.. stops], [.. fixes.Select(fix => fix with { Lon = Math.Round(fix.Lon * Fine) / Fine })]);
    }

    private static double Grid(Random random) => random.Next(-4, 5) * (1.0 / 131072);

    private sealed record Scene((double Lon, double Lat)[] Route, TripStop[] Stops, Fix[] Fixes)
    {
        public static JsonElement Result(Scene scene, TimeSpan later = default) => Engine.Run(Data(scene, later));

        public static string Data(Scene scene, TimeSpan later = default)
        {
            var stops = scene.Stops.Select(stop => stop with { Scheduled = stop.Scheduled + later.TotalSeconds });
            var now = scene.Fixes.Length == 0 ? later.TotalSeconds : scene.Fixes.Max(fix => (fix.Time - Recording.Start).TotalSeconds) + 5;
            return Trips.Data(scene.Route, stops, scene.Fixes, now, "\"include_matches\":true");
        }
    }
}
