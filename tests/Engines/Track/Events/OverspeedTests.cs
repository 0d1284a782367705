using System.Text.Json;
using static TlEngine.Tests.Engines.Track.Events.Found;

namespace TlEngine.Tests.Engines.Track.Events;

public sealed class OverspeedTests
{
    private const string Limit = "\"speed_limit_mps\":20";

    /// <summary>
    /// traccar/distance-overspeed.json, from Traccar's OverspeedEventHandlerTest. Its last step has the time of the one before, which
    /// one vehicle cannot have at two speeds: here a second later.
    /// </summary>
    [Fact]
    public void Run_TraccarsSteps_TellAsTraccarDoes()
    {
        var reference = ReferenceData.Json("traccar/distance-overspeed.json").GetProperty("overspeed");
        var parameters = $"\"types\":[\"overspeed\"],\"overspeed_hysteresis_mps\":0,\"speed_limit_mps\":{reference.GetProperty("limit")},"
            + $"\"speed_limit_multiplier\":{reference.GetProperty("multiplier")},"
            + $"\"overspeed_min_duration_s\":{reference.GetProperty("minimalDurationMs").GetInt32() / 1000}";
        var last = DateTimeOffset.MinValue;
        var (state, steps) = ("null", reference.GetProperty("steps").EnumerateArray().ToList());
        foreach (var step in steps)
        {
            var time = step.GetProperty("time").GetDateTimeOffset();
            last = time > last ? time : last.AddSeconds(1);
            var found = In([new Fix(last, 1, 1, step.GetProperty("speed").GetDouble())], parameters, state);
            Assert.Equal(step.GetProperty("event").GetBoolean(), found.Events.Length == 1);
            if (step.TryGetProperty("state", out var over))
            {
                using var given = JsonDocument.Parse(found.State);
                Assert.Equal(over.GetBoolean(), given.RootElement.GetProperty("episodes").GetArrayLength() == 1);
            }

            state = found.State;
        }

        Assert.Equal(5, steps.Count);
    }

    [Fact]
    public void Run_OverTheLimit_IsToldOnceWhenItHasLasted()
    {
        var found = In(
            [At(0, speed: 19), At(10, speed: 21), At(20, speed: 25), At(25, speed: 23), At(40, speed: 22), At(50, speed: 12)], Limit);

        Assert.Equal(["overspeed@25#3"], found.Events);
        Assert.Equal(["overspeed 10-40"], found.Episodes);
        Assert.Equal(23, found.Event(0).GetProperty("speed_mps").GetDouble());
        Assert.Equal(20, found.Event(0).GetProperty("limit_mps").GetDouble());
        Assert.Equal(25, found.Json.GetProperty("episodes")[0].GetProperty("max_speed_mps").GetDouble());
        Assert.Empty(found.Open);
    }

    [Fact]
    public void Run_AtTheLimit_IsNoOverspeed() => Assert.Empty(In([At(0, speed: 20), At(60, speed: 20)], Limit).Events);

    [Fact]
    public void Run_WithAMultiplier_MovesTheLimit()
    {
        Fix[] fixes = [At(0, speed: 21.9), At(60, speed: 21.9)];
        Assert.Empty(In(fixes, Limit + ",\"speed_limit_multiplier\":1.1").Events);
        Assert.Single(In(fixes, Limit + ",\"speed_limit_multiplier\":1.09").Events);
    }

    [Fact]
    public void Run_SpeedAroundTheLimit_IsOneEpisode()
    {
        var fixes = Enumerable.Range(0, 60).Select(i => At(i * 5, speed: i % 2 == 0 ? 20.3 : 19.4)).ToArray();
        Assert.Equal(["overspeed@20#4"], In(fixes, Limit).Events);
        Assert.Empty(In(fixes, Limit + ",\"overspeed_hysteresis_mps\":0").Events);
    }

    [Fact]
    public void Run_FixesWithoutSpeed_HaveThatOfTheirLegs()
    {
        var found = In([At(0), At(10, 250), At(20, 500), At(30, 750), At(40, 800)], Limit);
        Assert.Equal(["overspeed@30#3"], found.Events);
        Assert.Equal(["overspeed 10-30"], found.Episodes);
    }

    [Fact]
    public void Run_SilenceWhileFast_EndsTheEpisodeAtTheLastFix()
    {
        var found = In([At(0, speed: 25), At(20, speed: 25), At(8000, speed: 25), At(8010, speed: 25)], Limit);
        Assert.Equal(["overspeed@20#1", "no_data@3620#2"], found.Events);
        Assert.Equal(["overspeed 0-20", "no_data 20-8000"], found.Episodes);
    }

    /// <summary>Nothing may move at night: the limit is below the hysteresis, and each drive is told.</summary>
    [Theory]
    [InlineData("0")]
    [InlineData("0.5")]
    public void Run_LimitOfAlmostNothing_EndsWhereItStands(string limit)
    {
        double[] speeds = [0, 5, 5, 5, 0, 0, 5, 5, 5, 0];
        var found = In(speeds.Select((speed, i) => At(i * 10, speed: speed)), $"\"speed_limit_mps\":{limit}");
        Assert.Equal(["overspeed@30#3", "overspeed@80#8"], found.Events);
        Assert.Equal(["overspeed 10-30", "overspeed 60-80"], found.Episodes);
    }

    [Fact]
    public void Run_WithoutALimit_LooksForNone() => Assert.Empty(In([At(0, speed: 99), At(60, speed: 99)]).Events);
}
