using System.Buffers;
using System.Diagnostics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TlEngine.Engines;
using TlEngine.Engines.Track.Clean;
using TlEngine.Engines.Track.Events;
using TlEngine.Engines.Track.Segment;
using TlEngine.Engines.Track.Simplify;
using TlEngine.Engines.Track.Summary;

namespace TlEngine.Tests.Engines.Track;

/// <summary>Every engine on tracks, on data made to break it: an answer, in bounded time.</summary>
public sealed class HostileTrackTests
{
    private const int Many = 50_000;

    // Far more than any of them needs, even on a busy machine; an algorithm gone quadratic would need minutes.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);
    private static readonly IEngine[] Engines = 
        [new TrackCleanEngine(), new TrackEventsEngine(), new TrackSegmentEngine(), new TrackSimplifyEngine(), new TrackSummaryEngine()];

    public static TheoryData<string> Tracks() => [.. All().Keys];

    [Theory]
    [MemberData(nameof(Tracks))]
    public void Run_HostileTrack_AnswersInTime(string name)
    {
        var data = All()[name]().ToData();
        foreach (var engine in Engines)
        {
            var watch = Stopwatch.StartNew();
            var quality = engine.Run(data).GetProperty("quality");
            Assert.True(watch.Elapsed < Bound, $"{engine.Descriptor.Id} took {watch.Elapsed}.");
            Assert.True(quality.GetProperty("used").GetInt32() <= quality.GetProperty("input").GetInt32());
        }
    }

    [Theory]
    [InlineData("""{"t":1e308,"lat":1,"lon":1}""")]
    [InlineData("""{"t":-1e308,"lat":1,"lon":1}""")]
    [InlineData("""{"t":0,"lat":1e308,"lon":1}""")]
    [InlineData("""{"t":0,"lat":1,"lon":-1e400}""")]
    [InlineData("""{"t":0,"lat":90.0000001,"lon":1}""")]
    [InlineData("""{"t":0,"lat":1,"lon":361}""")]
    [InlineData("""{"t":null,"lat":1,"lon":1}""")]
    public void Run_ImpossibleFix_IsFlaggedInvalid(string fix)
    {
        foreach (var engine in Engines)
        {
            var quality = engine.Run($$"""{"positions":[{{fix}},{"t":0,"lat":1,"lon":1}]}""").GetProperty("quality");
            Assert.Equal("""{"input":2,"used":1,"flags":{"invalid":1}}""", quality.GetRawText());
        }
    }

    [Fact]
    public void Prepare_AnyBytes_NeverThrows() => Prop.ForAll(Bytes().ToArbitrary(), bytes =>
    {
        foreach (var engine in Engines)
        {
            if (engine.Prepare(new EngineRequest("run", bytes)) is Preparation.Ready ready)
            {
                var run = ready.Call.RunAsync(EngineHarness.FirstAttempt, new ArrayBufferWriter<byte>(), CancellationToken.None);
                Assert.True(run.IsCompletedSuccessfully);
            }
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    private static Dictionary<string, Func<IEnumerable<Fix>>> All() => new()
    {
        ["empty"] = () => [],
        ["one point"] = () => Recording.Drive(1),
        ["two points far apart"] = () => [new(Recording.Start, 10, 10), new(Recording.Start.AddSeconds(1), -10, -170)],
        ["all equal"] = () => Enumerable.Repeat(new Fix(Recording.Start, 1, 1), Many),
        ["one time, all places"] = () => Enumerable.Range(0, Many).Select(i => new Fix(Recording.Start, i * 1e-3, i * 1e-3)),
        ["all invalid"] = () => Enumerable.Repeat(new Fix(Recording.Start, 91, 1, Speed: 1e308, Accuracy: -1), Many),
        ["all at null island"] = () => Enumerable.Repeat(new Fix(Recording.Start, 0, 0), Many),
        ["backwards"] = () => Recording.Drive(Many, 1e-3).Reverse(),
        ["all apart"] = () => Scattered(1),
        ["all apart, slowly"] = () => Scattered(3600),
        ["two devices"] = () => Recording.Drive(Many, 1, lat: -10).Select((fix, i) => i % 2 == 0 ? fix : fix with { Lon = 90 }),
        ["needles"] = () => Recording.Drive(Many, 1, lat: -10).Select((fix, i) => i % 2 == 0 ? fix : fix with { Lon = fix.Lon + 1e-3 }),
        ["standing drift"] = () => Recording.Drive(Many, 1, lat: -10).Select(fix => fix with { Ignition = false }),
        ["poles and dateline"] = () => Enumerable.Range(0, 1000).Select(i => new Fix(
            Recording.Start.AddSeconds(i),
            (i % 4) switch { 0 => 90, 1 => -90, 2 => 89.999999, _ => 0 },
            (i % 3) switch { 0 => 180, 1 => -180, _ => 179.999999 })),
        ["years 1 and 9999"] = () =>
        [
            new(DateTimeOffset.MinValue, 1, 1), new(DateTimeOffset.MinValue.AddHours(1), 1, 1.01),
            new(DateTimeOffset.MaxValue.AddHours(-1), 1, 1), new(DateTimeOffset.MaxValue, 1, 1.01),
        ],
        ["every day another"] = () => Enumerable.Range(0, Many).Select(i => new Fix(DateTimeOffset.MinValue.AddDays(i * 70), 1, i * 1e-3)),
    };

    private static IEnumerable<Fix> Scattered(int seconds)
    {
        var random = new Random(7);
        return Enumerable.Range(0, Many).Select(i => new Fix(
            DateTimeOffset.UnixEpoch.AddSeconds(i * seconds), (random.NextDouble() * 180) - 90, (random.NextDouble() * 360) - 180));
    }

    private static Gen<byte[]> Bytes() => MutatedBytes.Of([.. Engines.Select(engine => Encoding.UTF8.GetBytes(engine.Descriptor.Example))]);
}
