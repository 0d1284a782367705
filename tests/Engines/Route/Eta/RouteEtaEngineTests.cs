using System.Buffers;
using System.Text.Json;
using TlEngine.Tests.Engines.Track;
using static TlEngine.Tests.Engines.Route.Eta.Trips;

namespace TlEngine.Tests.Engines.Route.Eta;

public sealed class RouteEtaEngineTests
{
    [Fact]
    public void Run_AsScheduled_ArrivesAsScheduled()
    {
        var result = Run(OutAndBack, OutAndBackStops, Drive(0, 60, 10), 60);
        Assert.Equal(600, result.Progress(), 0.01);
        Assert.Equal([double.NaN, 49, 100, 150, 200], result.Arrivals());
        Assert.Equal(["passed", "passed", "expected", "expected", "expected"], result.Each("state"));
        Assert.Equal(["", "observed", "live", "live", "live"], result.Each("source"));
        Assert.Equal(["", "on_time", "on_time", "on_time", "on_time"], result.Each("status"));
    }

    [Fact]
    public void Run_OnTheWayBack_KnowsThatItIsTheWayBack()
    {
        var result = Run(OutAndBack, OutAndBackStops, Drive(0, 140, 10), 140);
        Assert.Equal(1400, result.Progress(), 0.01);
        Assert.Equal(["passed", "passed", "passed", "expected", "expected"], result.Each("state"));
        Assert.Equal([150, 200], result.Arrivals()[3..]);
    }

    [Fact]
    public void Run_OneFixOnASharedStreet_IsWhereTheScheduleHasIt()
    {
        Assert.Equal(600, Run(OutAndBack, OutAndBackStops, [At(60, 600)], 60).Progress(), 0.01);
        Assert.Equal(1400, Run(OutAndBack, OutAndBackStops, [At(140, 600)], 140).Progress(), 0.01);
    }

    /// <summary>From the schedule it would be on the way out; it moves the other way.</summary>
    [Fact]
    public void Run_MovingBackAlongASharedStreet_IsOnTheWayBack()
    {
        var result = Run(OutAndBack, OutAndBackStops, [.. Enumerable.Range(0, 5).Select(i => At(40 + (i * 10), 600 - (i * 80)))], 80);
        Assert.Equal(1720, result.Progress(), 1);
    }

    [Fact]
    public void Run_NoisyFixesAtAStop_NeverGoBack()
    {
        var random = new Random(3);
        var fixes = Enumerable.Range(0, 300).Select(i =>
            At(i, Math.Min(i * 10, 500) + (random.NextDouble() * 24) - 12, (random.NextDouble() * 24) - 12));
        var result = Run(OutAndBack, OutAndBackStops, fixes, 300, "\"include_matches\":true");

        var progress = result.GetProperty("matches").GetProperty("progress_m").EnumerateArray().Select(m => m.GetDouble()).ToArray();
        Assert.Equal(progress.Order(), progress);
        Assert.Equal(300, progress.Length);
        Assert.InRange(result.Progress(), 495, 515);
    }

    /// <summary>A round whose end is its start: the last stop is not reached at the start.</summary>
    [Fact]
    public void Run_Loop_StartsAtItsStartAndEndsAtItsEnd()
    {
        (double, double)[] square = [(10, 0), (10.01, 0), (10.01, 0.01), (10, 0.01), (10, 0)];
        TripStop[] stops = [new("a", 10, 0, 0), new("b", 10.01, 0.01, 300), new("a", 10, 0, 600)];
        var begins = Run(square, stops, [At(0, 0), At(10, 2)], 10);
        var ends = Run(square, stops, [.. Enumerable.Range(1, 10).Select(i => At(590 - (i * 10), 0, i * 100)).Reverse(), At(600, 0)], 600);

        Assert.Equal(2, begins.Progress(), 0.01);
        Assert.Equal(ends.GetProperty("route_length_m").GetDouble(), ends.Progress(), 0.01);
        Assert.Equal("at_stop", ends.Each("state")[2]);
    }

    /// <summary>The receiver's first fix is often its worst: 80 m down the road, which is behind the end of the round too.</summary>
    [Fact]
    public void Run_FirstFixAstray_IsLeftOut()
    {
        var stops = OutAndBackStops.Select(stop => stop with { Scheduled = stop.Scheduled * 10 });
        var result = Run(OutAndBack, stops, [At(-100, 45, 1), .. Enumerable.Range(0, 9).Select(i => At((i * 10) - 90, i % 2, 1))], 0);
        Assert.InRange(result.Progress(), 0, 2);
    }

    [Fact]
    public void Run_SlowerThanScheduled_IsExpectedToStaySlow()
    {
        // Half as fast as planned for ten minutes: four observations that say 2, the older ones counting less.
        TripStop[] stops = [new("a", 10, 0, 0), new("b", 10 + (9000 * Metres), 0, 900)];
        (double, double)[] route = [(10, 0), (10 + (9000 * Metres), 0)];
        var result = Run(route, stops, Drive(0, 600, 5), 600);

        var factor = result.GetProperty("live_factor").GetDouble();
        var observations = result.GetProperty("observations").GetDouble();
        Assert.InRange(observations, 2.5, 4);
        Assert.Equal(1 + (observations / (observations + 3)), factor, 1e-2);
        Assert.Equal(600 + (600 * factor), result.Arrivals()[1], 1.0);
        Assert.Equal("late", result.Each("status")[1]);
    }

    [Fact]
    public void Run_WithHistory_TakesItInsteadOfTheSchedule() => Assert.Equal(
        [80 + 60, 80 + 60 + 70, 80 + 60 + 70 + 90],
        Run(OutAndBack, OutAndBackStops, [At(80, 500)], 80, "\"history\":[null,60,70,90]").Arrivals()[2..]);

    [Fact]
    public void Run_EarlyForATimepoint_LeavesItAsScheduled()
    {
        TripStop[] stops = [new("a", 10, 0, 0), new("b", 10 + (500 * Metres), 0, 80, "\"dwell_s\":20,\"timepoint\":true"),
            new("c", 10 + (1000 * Metres), 0, 150)];
        var result = Run(OutAndBack[..2], stops, [At(30, 400), At(35, 450)], 35);
        Assert.InRange(result.Arrivals()[1], 38, 45);
        Assert.Equal(150, result.Arrivals()[2]);
        Assert.Equal(["", "on_time", "on_time"], result.Each("status"));
    }

    [Fact]
    public void Run_StandingAtAStop_StaysForTheRestOfItsDwell()
    {
        TripStop[] stops = [new("a", 10, 0, 0), new("b", 10 + (500 * Metres), 0, 50, "\"dwell_s\":40"),
            new("c", 10 + (1000 * Metres), 0, 140)];
        var result = Run(OutAndBack[..2], stops, [.. Drive(0, 50, 10), At(60, 500), At(70, 500)], 70);
        Assert.Equal(["passed", "at_stop", "expected"], result.Each("state"));
        Assert.Equal(49 + 40 + 50, result.Arrivals()[2]);
    }

    [Fact]
    public void Run_WaitingAtTheFirstStop_LeavesAsScheduled()
    {
        var result = Run(OutAndBack, OutAndBackStops, [At(-300, 0), At(-290, 1)], -285);
        Assert.Equal(["at_stop", "expected", "expected", "expected", "expected"], result.Each("state"));
        Assert.Equal([50, 100, 150, 200], result.Arrivals()[1..]);
    }

    /// <summary>A receiver that stands wanders; a first stop is not left before its time.</summary>
    [Fact]
    public void Run_WaitingALittleBehindTheFirstStop_LeavesAsScheduled()
    {
        var result = Run(OutAndBack, OutAndBackStops, [At(-300, 0), At(-290, 20)], -285);
        Assert.Equal("at_stop", result.Each("state")[0]);
        Assert.Equal([48, 98, 148, 198], result.Arrivals()[1..]);
    }

    /// <summary>
    /// Five minutes late at the start of two rounds, as near in time to the second: what a standing receiver says does not decide between
    /// them (Newson and Krumm, 4.1).
    /// </summary>
    [Fact]
    public void Run_StandingLateBeforeTwoRounds_IsBeforeTheFirst()
    {
        (double, double)[] round = [(10, 0), (10.01, 0), (10.01, 0.01), (10, 0.01)];
        TripStop[] stops =
        [
            new("a", 10, 0, 0), new("b", 10.01, 0.01, 300), new("a", 10, 0, 600), new("b", 10.01, 0.01, 900), new("a", 10, 0, 1200),
        ];
        var fixes = Enumerable.Range(0, 30).Select(i => At(300 + (i * 10), 4 * Math.Sin(i * 1.7), 4 * Math.Cos(i * 2.3)));
        var result = Run([.. round, .. round, (10, 0)], stops, fixes, 600);
        Assert.InRange(result.Progress(), 0, 10);
        Assert.Equal(["at_stop", "expected", "expected", "expected", "expected"], result.Each("state"));
    }

    /// <summary>60 m in ten seconds are within two deviations of 40 m; the progress goes on all the same.</summary>
    [Fact]
    public void Run_StepsShorterThanTheNoise_AreFollowed() =>
        Assert.Equal(540, Run(OutAndBack, OutAndBackStops, Drive(0, 90, 6), 90, "\"sigma_m\":40").Progress(), 0.01);

    /// <summary>At the end of the line, back the way it came, and standing there: no trip has begun anew in the midst of it.</summary>
    [Fact]
    public void Run_FinishedAndDrivingBack_StaysAtTheEnd()
    {
        Fix[] fixes =
        [
            .. Drive(0, 100, 10), .. Enumerable.Range(11, 5).Select(i => At(i * 10, 1000)),
            .. Enumerable.Range(16, 5).Select(i => At(i * 10, 2500 - (i * 100))),
            .. Enumerable.Range(21, 12).Select(i => At(i * 10, 500)),
        ];
        var result = Run(OutAndBack[..2], OutAndBackStops[..3], fixes, 330);
        Assert.Equal(1000, result.Progress(), 0.01);
        Assert.Equal(["passed", "passed", "at_stop"], result.Each("state"));
        Assert.Equal([49, 99], result.Arrivals()[1..]);
        Assert.True(result.GetProperty("off_route").GetBoolean());
    }

    /// <summary>39 s of running to the stop, a dwell of 20 s and 41 s of running: 100 s, as it was. A Brownian bridge of 100 s.</summary>
    [Fact]
    public void Run_StopPassedInAGap_IsTimedByTheTimetableAndUncertain()
    {
        TripStop[] stops = [new("a", 10, 0, 0), new("b", 10 + (500 * Metres), 0, 50, "\"dwell_s\":20"),
            new("c", 10 + (1000 * Metres), 0, 120)];
        var result = Run(OutAndBack[..2], stops, [At(10, 100), At(110, 900)], 110);
        Assert.Equal(49, result.Arrivals()[1]);
        Assert.Equal("44", result.Each("uncertainty_s")[1]);
        var surer = Run(OutAndBack[..2], stops, [At(45, 450), At(55, 550)], 55, "\"uncertainty_growth\":90");
        Assert.Equal("10", surer.Each("uncertainty_s")[1]);
    }

    [Fact]
    public void Run_LongAgo_IsStaleAndNotBeforeNow()
    {
        var result = Run(OutAndBack, OutAndBackStops, Drive(0, 40, 10), 400);
        Assert.True(result.GetProperty("stale").GetBoolean());
        Assert.Equal([400, 450, 500, 550], result.Arrivals()[1..]);
        Assert.False(Run(OutAndBack, OutAndBackStops, Drive(0, 40, 10), 340).GetProperty("stale").GetBoolean());
    }

    [Fact]
    public void Run_Uncertainty_GrowsWithTheRootOfTheRemainingTime()
    {
        var result = Run(OutAndBack, OutAndBackStops, Drive(0, 60, 10), 60, "\"uncertainty_base_s\":0,\"uncertainty_growth\":10");
        Assert.Equal(["63", "95", "118"], result.Each("uncertainty_s")[2..]);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void Run_FixesBesideTheRoute_AreOffItFromTheThirdOn(int count, bool off)
    {
        var beside = Enumerable.Range(1, count).Select(i => At(50 + i, 510, 51));
        var result = Run(OutAndBack, OutAndBackStops, [.. Drive(0, 50, 10), .. beside], 60);
        Assert.Equal(off, result.GetProperty("off_route").GetBoolean());
        Assert.Equal(500, result.Progress(), 0.01);
        Assert.Equal(count, result.GetProperty("quality").GetProperty("flags").GetProperty("off_route").GetInt32());
    }

    [Fact]
    public void Run_SecondRound_CountsFromTheStartAgain()
    {
        var fixes = Drive(0, 200, 10).Concat(Enumerable.Range(1, 6).Select(i => At(260 + (i * 10), i * 100)));
        var result = Run(OutAndBack, OutAndBackStops, fixes, 320);
        Assert.Equal(600, result.Progress(), 0.01);
    }

    [Fact]
    public void Run_StopBehindTheOneBefore_IsPutThereAndFlagged()
    {
        TripStop[] stops = [new("far", 10 + (1000 * Metres), 0, 0), new("near", 10, 0, 100)];
        var result = Run(OutAndBack[..2], stops, [], 0);
        Assert.Equal(["True", "False"], result.Each("off_route").OrderDescending());
        Assert.Equal("0", result.Each("offset_m").Min());
    }

    [Fact]
    public void Run_OldFixes_AreFlaggedOutdated()
    {
        var result = Run(OutAndBack, OutAndBackStops, [At(-9000, 300), .. Drive(0, 60, 10)], 60);
        Assert.Equal("""{"input":8,"used":7,"flags":{"outdated":1}}""", result.GetProperty("quality").GetRawText());
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(0.0, false)]
    public async Task Run_WithoutNow_IsAsOfTheExecutionAndNotForTheCache(double? now, bool depends)
    {
        var call = Engine.PrepareReady(Data(OutAndBack, OutAndBackStops, [], now));
        var output = new ArrayBufferWriter<byte>();
        await call.RunAsync(EngineHarness.FirstAttempt, output, CancellationToken.None);
        using var result = JsonDocument.Parse(output.WrittenMemory);
        Assert.Equal(depends, call.DependsOnClock);
        Assert.Equal(
            depends ? EngineHarness.FirstAttempt.Now : Recording.Start,
            result.RootElement.GetProperty("parameters").GetProperty("now").GetDateTimeOffset());
    }

    /// <summary>A fix every ten seconds along the route, out and back.</summary>
    private static IEnumerable<Fix> Drive(int from, int to, double speed) => Enumerable.Range(0, ((to - from) / 10) + 1)
        .Select(i => (Second: from + (i * 10), East: i * 10 * speed))
        .Select(fix => At(fix.Second, speed >= 10 && fix.East > 1000 ? 2000 - fix.East : fix.East));
}
