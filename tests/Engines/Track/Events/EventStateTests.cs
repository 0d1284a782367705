using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TlEngine.Engines;
using static TlEngine.Tests.Engines.Track.Events.Found;

namespace TlEngine.Tests.Engines.Track.Events;

public sealed class EventStateTests
{
    private const string Fix = """{"t":"2024-03-01T08:00:00Z","lat":1,"lon":2,"speed_mps":3}""";

    private static readonly string Full = In(
        [At(0, 0, 25, true, 5000), At(20, 500, 25, true, 5500), At(21, 520, 20, true, 5520), At(22, 540, 16, true, 5530)],
        "\"speed_limit_mps\":12").State;

    [Fact]
    public void Run_StateOfACall_IsTakenAndGivenBack()
    {
        Assert.Contains("harsh_braking", Full, StringComparison.Ordinal);
        Assert.Contains("overspeed", Full, StringComparison.Ordinal);
        Assert.Equal(Full, In([], "\"speed_limit_mps\":12", Full).State);
        Assert.Equal(In([]).State, In([], state: "null").State);
    }

    [Fact]
    public void Run_FixNotAfterTheState_IsFlaggedLate()
    {
        var found = In([At(21, 520, 20), At(22, 540, 16), At(23, 556, 16)], state: Full);
        Assert.Equal("""{"input":3,"used":1,"flags":{"late":2}}""", found.Json.GetProperty("quality").GetRawText());
    }

    [Fact]
    public void Run_TypeNoLongerLookedFor_IsForgotten() =>
        Assert.DoesNotContain("overspeed", In([], state: Full).State, StringComparison.Ordinal);

    [Theory]
    [InlineData("7", "", "Found 7; expected the state that the call before gave, or null.")]
    [InlineData("{}", "/version", "Missing; expected 1.")]
    [InlineData("""{"version":2}""", "/version", "Found 2; expected 1.")]
    [InlineData("""{"version":1,"colour":3}""", "/colour", "Unknown member;")]
    [InlineData("""{"version":1,"fix":{"t":"x","lat":91,"lon":1e400}}""", "/fix/t", "Found \"x\"; expected an RFC 3339 time")]
    [InlineData("""{"version":1,"fix":{"t":"x","lat":91,"lon":1e400}}""", "/fix/lat", "Found 91; expected a number from -90 to 90.")]
    [InlineData("""{"version":1,"fix":{"t":"x","lat":91,"lon":1e400}}""", "/fix/lon", "Found 1e400;")]
    [InlineData("""{"version":1,"fix":{"t":"x","lat":91,"lon":1e400}}""", "/fix/speed_mps", "Missing; expected a number from 0 to 11200")]
    [InlineData("""{"version":1,"ignition":"on"}""", "/ignition", "Found \"on\"; expected true or false or null.")]
    [InlineData("""{"version":1,"distance_m":-1}""", "/distance_m", "Found -1;")]
    [InlineData("""{"version":1,"odometer_m":"7"}""", "/odometer_m", "Found \"7\";")]
    [InlineData("""{"version":1,"episodes":{}}""", "/episodes", "Found {}; expected an array of episodes.")]
    [InlineData("""{"version":1,"episodes":[{"type":"maintenance"}]}""", "/episodes/0/type", "Found \"maintenance\"; expected another one")]
    [InlineData("""{"version":1,"episodes":[{"told":null}]}""", "/episodes/0/told", "Found null; expected true or false.")]
    public void Prepare_FaultyState_NamesTheValue(string state, string pointer, string detail) =>
        Assert.Contains(Refused(state), error =>
            error.Pointer == "/state" + pointer && error.Detail.Contains(detail, StringComparison.Ordinal));

    [Theory]
    [InlineData("idle", "2024-03-01T07:00:00Z", "2024-03-01T07:30:00Z", "1", Fix, "/0/peak")]
    [InlineData("overspeed", "2024-03-01T07:00:00Z", "2024-03-01T07:30:00Z", "null", Fix, "/0/peak")]
    [InlineData("idle", "2024-03-01T07:30:00Z", "2024-03-01T07:00:00Z", "null", Fix, "")]
    [InlineData("idle", "2024-03-01T07:30:00Z", "2024-03-01T08:30:00Z", "null", Fix, "")]
    [InlineData("idle", "2024-03-01T07:30:00Z", "2024-03-01T08:00:00Z", "null", "null", "")]
    public void Prepare_ImpossibleEpisode_IsRefused(string type, string start, string end, string peak, string fix, string pointer)
    {
        var episode =
            $$"""{"type":"{{type}}","start":"{{start}}","end":"{{end}}","lat":1,"lon":2,"peak":{{peak}},"told":true}""";
        var state =
            $$"""{"version":1,"fix":{{fix}},"ignition":null,"distance_m":0,"odometer_m":null,"episodes":[{{episode}}]}""";
        Assert.Equal("/state/episodes" + pointer, Assert.Single(Refused(state)).Pointer);
    }

    [Fact]
    public void Prepare_AnyState_NeverThrows()
    {
        var good = Encoding.UTF8.GetBytes(new[] { At(40, 600, 9, true, 6000) }.ToData($"\"speed_limit_mps\":12,\"state\":{Full}"));
        var ran = 0;
        Prop.ForAll(MutatedBytes.Of([good]).ToArbitrary(), bytes =>
        {
            if (Engine.Prepare(new EngineRequest("run", bytes)) is Preparation.Ready ready)
            {
                ran++;
                var run = ready.Call.RunAsync(EngineHarness.FirstAttempt, new ArrayBufferWriter<byte>(), CancellationToken.None);
                Assert.True(run.IsCompletedSuccessfully);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
        Assert.True(ran > 10, $"Only {ran} of the mutations were requests.");
    }

    private static IReadOnlyList<TlEngine.Executions.InputError> Refused(string state) =>
        Engine.PrepareRefused($$"""{"positions":[],"state":{{state}}}""");
}
