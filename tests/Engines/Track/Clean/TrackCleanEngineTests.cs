using System.Buffers;
using System.Text;
using TlEngine.Engines.Track.Clean;

namespace TlEngine.Tests.Engines.Track.Clean;

public sealed class TrackCleanEngineTests
{
    /// <summary>A greedy filter trusts the first fix: scikit-mobility's then drops 2,800 good ones of such a track.</summary>
    [Theory]
    [InlineData(0, 0, "null_island")]
    [InlineData(double.NaN, double.NaN, "invalid")]
    [InlineData(48.85, 2.35, "speed")]
    [InlineData(-34.0, -58.4, "speed")]
    [InlineData(-34.59, -58.3, "speed")]
    [InlineData(89.9, 12, "speed")]
    public void Run_PoisonedFirstFix_KeepsAllTheOthers(double lat, double lon, string reason)
    {
        var fixes = Recording.Drive(20_001).ToArray();
        fixes[0] = fixes[0] with { Lat = lat, Lon = lon };

        var cleaned = Cleaned.Of(fixes);

        Assert.Equal(Enumerable.Range(1, 20_000), cleaned.Kept);
        Assert.Equal([(0, reason)], cleaned.Flags);
        Assert.Equal(19_999 * 40, cleaned.Clean, 19_999 * 40 * 0.003);
    }

    [Fact]
    public void Run_GoodTrack_KeepsEveryFixAndItsLength()
    {
        var cleaned = Cleaned.Of(Recording.Drive(3000));
        Assert.Equal(Enumerable.Range(0, 3000), cleaned.Kept);
        Assert.Empty(cleaned.Flags);
        Assert.Equal(cleaned.Raw, cleaned.Clean);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(70)]
    [InlineData(300)]
    public void Run_BurstFarOff_FlagsTheBurstAlone(int length)
    {
        var fixes = Recording.Drive(2000).Select((fix, i) => i >= 900 && i < 900 + length ? fix with { Lat = fix.Lat + 1 } : fix);

        var cleaned = Cleaned.Of(fixes);

        Assert.Equal(Enumerable.Range(900, length).Select(i => (i, length < 10 ? "speed" : "ambiguous")), cleaned.Flags);
        Assert.Equal(2000 - length, cleaned.Kept.Length);
    }

    /// <summary>A receiver that repeats a place while the vehicle goes on: what is wrong is the way from there, not the way there.</summary>
    [Fact]
    public void Run_RepeatedPlace_IsOutOfReachOfWhatFollows()
    {
        var fixes = Recording.Drive(40).Select(fix => fix with { Lat = -34.6 + (4 * (fix.Lat + 34.6)) }).ToArray();
        fixes[20] = fixes[20] with { Lat = fixes[19].Lat };

        var cleaned = Cleaned.Of(fixes);

        Assert.Equal([(20, "speed")], cleaned.Flags);
        Assert.Equal("out of reach of the fixes that follow", cleaned.Json.GetProperty("flags")[0].GetProperty("detail").GetString());
    }

    [Fact]
    public void Run_TwoDevicesOfOneId_KeepsTheHeavierAndSaysSo()
    {
        var fixes = Recording.Drive(900).Select((fix, i) => i % 3 == 1 ? fix with { Lon = 13.4 } : fix);

        var cleaned = Cleaned.Of(fixes);

        Assert.Equal(600, cleaned.Kept.Length);
        Assert.Equal(Enumerable.Range(0, 300).Select(i => ((3 * i) + 1, "ambiguous")), cleaned.Flags);
    }

    [Fact]
    public void Run_JumpThatNothingExplains_KeepsTheHeavierCluster()
    {
        var start = Recording.Start.AddSeconds(4 * 400);
        var cleaned = Cleaned.Of([.. Recording.Drive(400), .. Recording.Drive(500, lat: 40.4, lon: -3.7, start: start)]);
        Assert.Equal(Enumerable.Range(400, 500), cleaned.Kept);
        Assert.All(cleaned.Flags, flag => Assert.Equal("ambiguous", flag.Reason));
    }

    /// <summary>
    /// Buenos Aires to Madrid, 10,000 km in 12 hours; a ferry over the Río de la Plata, 50 km in an hour; a tunnel of 10 km in 5 minutes.
    /// </summary>
    [Theory]
    [InlineData(40.4, -3.7, 12 * 3600, true)]
    [InlineData(-34.47, -57.85, 3600, false)]
    [InlineData(-34.51, -58.4, 300, false)]
    public void Run_CarriedOverAGap_KeepsBothSides(double lat, double lon, int seconds, bool isGap)
    {
        var landed = Recording.Drive(20, lat: lat, lon: lon, start: Recording.Start.AddSeconds((99 * 4) + seconds));

        var cleaned = Cleaned.Of([.. Recording.Drive(100), .. landed]);

        Assert.Equal(120, cleaned.Kept.Length);
        Assert.Empty(cleaned.Flags);
        Assert.Equal(isGap ? [(99, 100)] : [], cleaned.Gaps);
    }

    [Fact]
    public void Run_FlightThereAndBack_KeepsAllThreeParts()
    {
        var there = Recording.Drive(200, lat: -31.4, lon: -64.2, start: Recording.Start.AddHours(3));
        var back = Recording.Drive(200, start: Recording.Start.AddHours(6));

        var cleaned = Cleaned.Of([.. Recording.Drive(200), .. there, .. back], "\"max_speed_mps\":20");

        Assert.Equal(600, cleaned.Kept.Length);
        Assert.Equal([(199, 200), (399, 400)], cleaned.Gaps);
    }

    [Fact]
    public void Run_FixesOfTomorrow_AreInTheFutureOfNow()
    {
        var fixes = Recording.Drive(4, seconds: 86_400);
        Assert.Equal([(2, "future"), (3, "future")], Cleaned.Of(fixes, $"\"now\":\"{Recording.Start:O}\"").Flags);
        Assert.Empty(Cleaned.Of(fixes).Flags);
    }

    [Fact]
    public async Task DependsOnClock_NowLeftToTheClock_OnlyWhereItMattered()
    {
        var engine = new TrackCleanEngine();
        async Task<bool> DependsAsync(string data)
        {
            var call = engine.PrepareReady(data);
            await call.RunAsync(EngineHarness.FirstAttempt, new ArrayBufferWriter<byte>(), CancellationToken.None);
            return call.DependsOnClock;
        }

        var later = Recording.Drive(3, start: EngineHarness.FirstAttempt.Now.AddDays(2)).ToArray();
        Assert.False(await DependsAsync(Recording.Drive(3).ToData()));
        Assert.True(await DependsAsync(later.ToData()));
        Assert.False(await DependsAsync(later.ToData("\"now\":\"2024-01-01T00:00:00Z\"")));
    }

    [Fact]
    public void Run_NowLeftToTheClock_RecordsTheExecutionsTime() => Assert.Equal(
        EngineHarness.FirstAttempt.Now,
        Cleaned.Of([]).Json.GetProperty("parameters").GetProperty("now").GetDateTimeOffset());

    [Fact]
    public void Run_LateFix_IsPutInItsPlace()
    {
        var fixes = Recording.Drive(10).ToArray();
        (fixes[4], fixes[5]) = (fixes[5], fixes[4]);

        var cleaned = Cleaned.Of(fixes);

        Assert.Equal([0, 1, 2, 3, 5, 4, 6, 7, 8, 9], cleaned.Kept);
        Assert.Equal([(5, "out_of_order")], cleaned.Flags);
        Assert.Equal(
            "4 s before fix 4, which came earlier",
            cleaned.Json.GetProperty("flags")[0].GetProperty("detail").GetString());
    }

    [Fact]
    public async Task RunAsync_Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        var call = new TrackCleanEngine().PrepareReady(Recording.Drive(10).ToData());
        await Assert.ThrowsAsync<OperationCanceledException>(
            async () => await call.RunAsync(EngineHarness.FirstAttempt, new ArrayBufferWriter<byte>(), source.Token));
    }

    [Fact]
    public void Run_TheSameFixesAsColumns_GivesTheSameBytes()
    {
        var fixes = Recording.Drive(50).ToArray();
        var columns = new StringBuilder("{\"positions\":{\"t\":[")
            .AppendJoin(',', fixes.Select(fix => fix.Time.ToUnixTimeMilliseconds())).Append("],\"lat\":[")
            .AppendJoin(',', fixes.Select(fix => fix.Lat.ToString("R"))).Append("],\"lon\":[")
            .AppendJoin(',', fixes.Select(fix => fix.Lon.ToString("R"))).Append("]}}").ToString();

        var engine = new TrackCleanEngine();
        Assert.Equal(engine.RunToText(fixes.ToData()), engine.RunToText(columns));
    }
}
