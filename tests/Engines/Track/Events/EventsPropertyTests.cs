using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace TlEngine.Tests.Engines.Track.Events;

public sealed class EventsPropertyTests
{
    private const string Parameters = "\"now\":\"2030-01-01T00:00:00Z\",\"speed_limit_mps\":14,\"overspeed_min_duration_s\":5,"
        + "\"idle_min_duration_s\":20,\"no_data_s\":600,\"maintenance_period_m\":400";

    private const string OnDistance = ",\"maintenance_on\":\"distance\",\"maintenance_start_m\":100";

    /// <summary>What one call says is what a chain of calls says together, to the byte, wherever the track is cut.</summary>
    [Theory]
    [InlineData("")]
    [InlineData(OnDistance)]
    public void Run_CutIntoChainedCalls_SaysTheSame(string more)
    {
        var told = new HashSet<string>();
        Check((fixes, random) =>
        {
            var whole = Found.In(fixes, Parameters + more);
            var (events, episodes) = (new List<string>(), new List<string>());
            Found? part = null;
            for (int start = 0, end; start < fixes.Length || part is null; start = end)
            {
                end = Math.Min(fixes.Length, start + random.Next(0, 20));
                part = Found.In(fixes[start..end], Parameters + more, part?.State);
                events.AddRange(Items(part, "events", start));
                episodes.AddRange(Items(part, "episodes", 0));
            }

            Assert.Equal(Items(whole, "events", 0), events);
            Assert.Equal(Items(whole, "episodes", 0), episodes);
            Assert.Equal(whole.Open, part.Open);
            Assert.Equal(whole.State, part.State);
            told.UnionWith(whole.Events.Select(happened => happened.Split('@')[0]));
        });
        Assert.Equal(6, told.Count);
    }

    [Fact]
    public void Run_LaterByWholeDays_SaysTheSame() => Check((fixes, _) =>
    {
        var later = fixes.Select(fix => fix with { Time = fix.Time.AddDays(400) });
        Assert.Equal(Kinds(Found.In(fixes, Parameters)), Kinds(Found.In(later, Parameters)));
    });

    [Fact]
    public void Run_TurnedAroundTheAxis_SaysTheSame() => Check((fixes, _) =>
    {
        // A quarter turn moves longitudes that are multiples of a power of two without rounding.
        var turned = fixes.Select(fix => fix with { Lon = fix.Lon >= 90 ? fix.Lon - 270 : fix.Lon + 90 });
        Assert.Equal(Found.In(fixes, Parameters).Events, Found.In(turned, Parameters).Events);
    });

    [Fact]
    public void Run_FixesInAnotherOrder_SaysTheSame() => Check((fixes, random) =>
    {
        var shuffled = fixes.ToArray();
        random.Shuffle(shuffled);
        var (one, other) = (Found.In(fixes, Parameters), Found.In(shuffled, Parameters));
        Assert.Equal(Kinds(one), Kinds(other));
        Assert.Equal(one.State, other.State);
    });

    /// <summary>Of each lasting kind as many events as episodes that ended or are open: one event per episode.</summary>
    [Fact]
    public void Run_AnyTrack_HasOneEventPerEpisode() => Check((fixes, _) =>
    {
        var found = Found.In(fixes, Parameters);
        Assert.Equal(
            found.Events.Select(happened => happened.Split('@')[0]).Where(type => type != "maintenance").Order(),
            found.Episodes.Concat(found.Open).Select(episode => episode.Split(' ')[0]).Order());
    });

    private static void Check(Action<Fix[], Random> law) => Prop
        .ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => law(Build(new Random(seed)), new Random(seed)))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    /// <summary>A drive that speeds, brakes, idles, falls silent and changes its odometer, times apart.</summary>
    private static Fix[] Build(Random random)
    {
        var fixes = new Fix[random.Next(0, 160)];
        var (time, north, odometer) = (Recording.Start, 0.0, random.Next(1, 1000));
        var speed = 10.0;
        for (var i = 0; i < fixes.Length; i++)
        {
            var seconds = random.Next(40) == 0 ? random.Next(400, 2000) : random.Next(1, 6);
            time = time.AddSeconds(seconds);
            speed = (i / 25 % 3) == 2 ? 0 : Math.Clamp(speed + random.Next(-4, 5), 0, 25);
            north += speed * seconds * 1e-5;
            odometer = random.Next(80) == 0 ? 50 : odometer + (int)(speed * seconds);
            fixes[i] = new Fix(
                time,
                -34.6 + north,
                i / 25 / 1024.0,
                random.Next(8) == 0 ? null : speed,
                null,
                random.Next(3) switch { 0 => null, 1 => true, _ => random.Next(20) > 0 },
                random.Next(10) switch { 0 => null, 1 => odometer - 3, _ => odometer });
        }

        return fixes;
    }

    private static string[] Kinds(Found found) => [.. found.Events.Select(happened => happened.Split('@')[0])];

    private static string[] Items(Found found, string member, int offset) =>
    [
        .. found.Json.GetProperty(member).EnumerateArray().Select(item =>
            item.TryGetProperty("i", out var index) && index.ValueKind == JsonValueKind.Number
                ? item.GetRawText().Replace($"\"i\":{index}", $"\"i\":{index.GetInt32() + offset}", StringComparison.Ordinal)
                : item.GetRawText()),
    ];
}
