using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using TlEngine.Tests.Engines.Track;
using static TlEngine.Tests.Engines.Geo.Fence.Fences;

namespace TlEngine.Tests.Engines.Geo.Fence;

public sealed class FencePropertyTests
{
    private const double Step = 1.0 / 1024;
    private static readonly string[] Hesitations =
        ["", "\"confirm_fixes\":2", "\"exit_dwell_s\":30,\"enter_dwell_s\":20", "\"buffer_m\":100"];

    [Fact]
    public void Run_MovedOverTheDateline_TellsTheSame() => Check(scene =>
    {
        // Whole degrees and steps that are powers of two move without rounding.
        var moved = scene.Move(170);
        Assert.Equal(Told(Run(scene)), Told(Run(moved)));
        Assert.Equal(Told(Run(scene)), Told(Run(scene.Move(-190))));
    });

    [Fact]
    public void Run_LaterByWholeDays_TellsTheSame() => Check(scene =>
    {
        var later = scene with { Fixes = [.. scene.Fixes.Select(fix => fix with { Time = fix.Time.AddDays(100) })] };
        Assert.Equal(Kinds(Run(scene)), Kinds(Run(later)));
        Assert.Equal(Durations(Run(scene)), Durations(Run(later)));
    });

    [Fact]
    public void Run_CollinearVerticesInserted_TellsTheSame() => Check(scene =>
    {
        var refined = scene with { Ring = [.. scene.Ring.Zip(scene.Ring.Skip(1)).SelectMany(Halved), scene.Ring[^1]] };
        Assert.Equal(Told(Run(scene)), Told(Run(refined)));
    });

    [Fact]
    public void Run_AnyTrack_EnterAndExitAlternate() => Check(scene =>
    {
        foreach (var parameters in Hesitations)
        {
            var result = Run(scene, parameters);
            var inside = State(result, "initial_state") == "inside";
            var last = DateTimeOffset.MinValue;
            foreach (var happened in result.GetProperty("events").EnumerateArray())
            {
                var type = happened.GetProperty("type").GetString();
                Assert.Equal(inside, type is "exit" or "dwell");
                inside = type is "enter" or "dwell";
                Assert.True(happened.GetProperty("t").GetDateTimeOffset() >= last);
                last = happened.GetProperty("t").GetDateTimeOffset();
            }

            Assert.Equal(scene.Fixes.Length == 0 ? null : inside ? "inside" : "outside", State(result));
            var visits = result.GetProperty("visits").EnumerateArray();
            Assert.All(visits, visit => Assert.True(visit.GetProperty("duration_s").GetDouble() >= 0));
        }
    });

    [Fact]
    public void Run_FixesInAnotherOrder_TellsTheSame() => Check(scene =>
        Assert.Equal(Told(Run(scene)), Told(Run(scene with { Fixes = [.. scene.Fixes.Reverse()] }))));

    /// <summary>Even-odd by the winding of the angle would be another way; this one counts crossings of a ray by exact integers.</summary>
    [Fact]
    public void Run_FixOnTheGrid_IsInsideAsIntegersSay() => Check(scene =>
    {
        var ring = scene.Ring.Select(place => ((long)Math.Round(place.Lon / Step), (long)Math.Round(place.Lat / Step))).ToArray();
        foreach (var fix in scene.Fixes)
        {
            var inside = IsInside(ring, (long)Math.Round(fix.Lon / Step), (long)Math.Round(fix.Lat / Step));
            Assert.Equal(inside ? "inside" : "outside", State(Run(scene with { Fixes = [fix] })));
        }
    });

    /// <summary>The second call begins with the last fix of the first and is told the state that it left, and since when.</summary>
    [Fact]
    public void Run_CutIntoChainedCalls_TellsTheSame() => Check(scene =>
    {
        const string Dwell = "\"dwell_s\":100";
        for (var cut = 1; cut < scene.Fixes.Length; cut += 5)
        {
            var first = Run(scene with { Fixes = scene.Fixes[..cut] }, Dwell);
            var since = first.GetProperty("fences")[0].GetProperty("since").GetRawText();
            var fence = Area("a", $",\"initial_state\":\"{State(first)}\",\"initial_since\":{since}", [scene.Ring]);
            var second = Fences.Run(scene.Fixes[(cut - 1)..], fence, Dwell);
            Assert.Equal(Told(Run(scene, Dwell)), $"{Told(first)} {Told(second)}".Trim());
        }
    });

    private static void Check(Action<Scene> law) =>
        Prop.ForAll(Scenes.ToArbitrary(), law).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    private static JsonElement Run(Scene scene, string parameters = "") => Fences.Run(scene.Fixes, Area("a", scene.Ring), parameters);

    private static Gen<Scene> Scenes => Gen.Choose(0, int.MaxValue - 1).Select(seed => Build(new Random(seed)));

    /// <summary>A ring, crossing itself more often than not, and a track over it, both on a grid.</summary>
    private static Scene Build(Random random)
    {
        double Grid(int from, int to) => random.Next(from, to) * Step;
        var corners = Enumerable.Range(0, random.Next(3, 12)).Select(_ => (9 + Grid(0, 32), 1 + Grid(0, 32))).ToList();
        var fixes = Enumerable.Range(0, random.Next(0, 30)).Select(i => At(i * 64, 9 + Grid(-8, 40), 1 + Grid(-8, 40)));
        return new Scene([.. fixes], [.. corners, corners[0]]);
    }

    private static IEnumerable<(double Lon, double Lat)> Halved(((double Lon, double Lat) From, (double Lon, double Lat) To) edge) =>
        [edge.From, ((edge.From.Lon + edge.To.Lon) / 2, (edge.From.Lat + edge.To.Lat) / 2)];

    private static bool IsInside((long X, long Y)[] ring, long x, long y)
    {
        var inside = false;
        foreach (var (from, to) in ring.Zip(ring.Skip(1)))
        {
            var side = ((to.X - from.X) * (y - from.Y)) - ((to.Y - from.Y) * (x - from.X));
            if (side == 0 && x >= Math.Min(from.X, to.X) && x <= Math.Max(from.X, to.X)
                && y >= Math.Min(from.Y, to.Y) && y <= Math.Max(from.Y, to.Y))
            {
                return true;
            }

            inside ^= (from.Y > y) != (to.Y > y) && (side > 0) == (to.Y > from.Y);
        }

        return inside;
    }

    private static string[] Kinds(JsonElement result) =>
        [.. result.GetProperty("events").EnumerateArray().Select(happened => happened.GetProperty("type").GetString()!)];

    private static double[] Durations(JsonElement result) =>
        [.. result.GetProperty("visits").EnumerateArray().Select(visit => visit.GetProperty("duration_s").GetDouble())];

    private sealed record Scene(Fix[] Fixes, (double Lon, double Lat)[] Ring)
    {
        public Scene Move(double degrees) => new(
            [.. Fixes.Select(fix => fix with { Lon = Wrap(fix.Lon + degrees) })],
            [.. Ring.Select(place => (Wrap(place.Lon + degrees), place.Lat))]);

        private static double Wrap(double longitude) => longitude >= 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude;
    }
}
