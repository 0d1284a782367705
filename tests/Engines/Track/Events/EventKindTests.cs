using static TlEngine.Tests.Engines.Track.Events.Found;

namespace TlEngine.Tests.Engines.Track.Events;

public sealed class EventKindTests
{
    [Fact]
    public void Run_StandingWithTheIgnitionOn_IsIdleFromFiveMinutes()
    {
        var found = In([.. Idle(0, 330, 30), At(345, 60, 8, true)]);
        Assert.Equal(["idle@300#10"], found.Events);
        Assert.Equal(["idle 0-330"], found.Episodes);
    }

    [Theory]
    [InlineData(null, "idle@300#10")]
    [InlineData(false, "")]
    public void Run_IgnitionNotSaid_IsAsItWas(bool? said, string expected)
    {
        var fixes = Idle(0, 330, 30).Select((fix, i) => i > 2 ? fix with { Ignition = said } : fix);
        Assert.Equal(expected, string.Join(' ', In(fixes).Events));
    }

    [Fact]
    public void Run_IgnitionOff_EndsTheIdling()
    {
        var found = In([.. Idle(0, 300, 60), At(360, 0, 0, false), .. Idle(420, 660, 60)]);
        Assert.Equal(["idle@300#5"], found.Events);
        Assert.Equal(["idle 0-300"], found.Episodes);
    }

    [Fact]
    public void Run_NoisyPlacesWithoutSpeeds_AreIdleAllTheSame()
    {
        var random = new Random(5);
        var fixes = Enumerable.Range(0, 400).Select(i => At(i, random.NextDouble() * 8, null, true));
        Assert.Equal(["idle@300#300"], In(fixes).Events);
    }

    [Fact]
    public void Run_CarriedAwayBetweenFixesThatStand_IsNotIdle() =>
        Assert.Empty(In([At(0, 0, 0, true), At(200, 5000, 0, true), At(400, 5000, 0, true)]).Events);

    [Theory]
    [InlineData(10, 12.5, 1, "harsh_acceleration@1#1")]
    [InlineData(7.7, 10.2, 1, "harsh_acceleration@1#1")]
    [InlineData(10, 12.4, 1, "")]
    [InlineData(12, 9, 1, "harsh_braking@1#1")]
    [InlineData(12, 9.1, 1, "")]
    [InlineData(20, 10, 3, "harsh_braking@3#1")]
    [InlineData(20, 0, 3.5, "")]
    public void Run_TwoSpeeds_AreHarshFromTheLimitOn(double from, double to, double seconds, string expected) =>
        Assert.Equal(expected, string.Join(' ', In([At(0, speed: from), At(seconds, speed: to)]).Events));

    [Fact]
    public void Run_BrakingOverSeveralLegs_IsOneEpisode()
    {
        var found = In([At(0, speed: 25), At(1, speed: 21), At(2, speed: 16), At(3, speed: 13), At(4, speed: 12), At(5, speed: 8)]);
        Assert.Equal(["harsh_braking@1#1", "harsh_braking@5#5"], found.Events);
        Assert.Equal(["harsh_braking 0-3"], found.Episodes);
        Assert.Equal(["harsh_braking 4-5"], found.Open);
        Assert.Equal(-4, found.Event(0).GetProperty("acceleration_mps2").GetDouble());
        Assert.Equal(-5, found.Json.GetProperty("episodes")[0].GetProperty("peak_acceleration_mps2").GetDouble());
    }

    [Theory]
    [InlineData(3600, "")]
    [InlineData(3601, "no_data@3600#1")]
    public void Run_Silence_IsNoDataWhenItIsLonger(double seconds, string expected) =>
        Assert.Equal(expected, string.Join(' ', In([At(0), At(seconds)]).Events));

    [Fact]
    public void Run_CompleteUntilLater_SilenceIsToldOnceHoweverOftenItIsAsked()
    {
        var first = In([At(0)], Until(4000));
        var second = In([], Until(5000), first.State);
        var third = In([At(6000)], state: second.State);

        Assert.Equal(["no_data@3600#null"], first.Events);
        Assert.Equal(["no_data 0-4000"], first.Open);
        Assert.Empty(second.Events);
        Assert.Equal(["no_data 0-5000"], second.Open);
        Assert.Empty(third.Events);
        Assert.Equal(["no_data 0-6000"], third.Episodes);
        Assert.Empty(third.Open);
    }

    [Fact]
    public void Run_OnlySomeTypes_LooksForNoOther()
    {
        Fix[] fixes = [At(0, speed: 25), At(1, speed: 5), At(8000, speed: 25)];
        Assert.Equal(["harsh_braking@1#1"], In(fixes, "\"types\":[\"harsh_braking\"]").Events);
        Assert.Empty(In(fixes, "\"types\":[]").Events);
    }

    [Fact]
    public void Run_FixFromTheFuture_IsFlaggedAndLeavesTheStateAlone()
    {
        var found = In([At(0), new Fix(EngineHarness.FirstAttempt.Now.AddDays(2), 1, 1)]);
        Assert.Equal("""{"input":2,"used":1,"flags":{"future":1}}""", found.Json.GetProperty("quality").GetRawText());
        Assert.Contains("2024-03-01T08:00:00Z", found.State, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ParametersAtTheirEnds_Answers()
    {
        var numbers = Engine.Descriptor.Parameters.Where(parameter => parameter.Minimum is not null).ToArray();
        foreach (var end in new Func<TlEngine.Engines.EngineParameter, double?>[] { p => p.Minimum, p => p.Maximum })
        {
            var parameters = string.Join(',', numbers.Select(parameter => $"\"{parameter.Name}\":{Json(end(parameter)!.Value)}"));
            var found = In([.. Idle(0, 330, 30), At(331, 90, 30, true, 1), At(9000, 4000, 0, true, 1e12)], parameters);
            Assert.Equal(found.State, In([], parameters, found.State).State);
        }
    }

    private static string Json(double value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<Fix> Idle(int from, int to, int step) =>
        Enumerable.Range(0, ((to - from) / step) + 1).Select(i => At(from + (i * step), 0, 0, true));

    private static string Until(int second) => $"\"until\":\"{Recording.Start.AddSeconds(second):O}\"";
}
