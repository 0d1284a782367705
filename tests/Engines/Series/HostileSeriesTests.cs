using System.Buffers;
using System.Diagnostics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TlEngine.Engines;
using TlEngine.Engines.Series.Aggregate;
using TlEngine.Engines.Series.Anomaly;

namespace TlEngine.Tests.Engines.Series;

/// <summary>Every engine on series, on data made to break it: an answer, in bounded time.</summary>
public sealed class HostileSeriesTests
{
    private const int Many = 50_000;
    private const string AllStatistics =
        """
        "statistics":["count","sum","mean","time_weighted_mean","min","max","first","last","stddev",
        "p50","p75","p90","p95","p99","increase","rate_per_s","resets"]
        """;

    // Far more than any of them needs, even on a busy machine; an algorithm gone quadratic would need minutes.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private static readonly (IEngine Engine, string Parameters)[] Calls =
    [
        (new SeriesAnomalyEngine(), "\"method\":\"modified_z\",\"baseline\":\"hour_of_week\",\"time_zone\":\"Pacific/Apia\""),
        (new SeriesAnomalyEngine(), "\"method\":\"hampel\",\"hampel_half_window\":25"),
        (new SeriesAnomalyEngine(), "\"method\":\"ewma\""),
        (new SeriesAnomalyEngine(), "\"method\":\"ewma\",\"ewma_target\":1e308,\"ewma_sigma\":1e-300"),
        (new SeriesAnomalyEngine(), "\"method\":\"iqr\",\"iqr_factor\":0"),
        (new SeriesAggregateEngine(), AllStatistics + ",\"bucket\":\"PT0.001S\""),
        (new SeriesAggregateEngine(), AllStatistics + "," + """
            "bucket":"hour","time_zone":"Australia/Lord_Howe","course":"linear","equal_times":"all"
            """),
        (new SeriesAggregateEngine(), AllStatistics + ",\"bucket\":\"P1Y\",\"time_zone\":\"Pacific/Apia\",\"gap_fill\":\"linear\""),
        (new SeriesAggregateEngine(), AllStatistics + "," + """
            "bucket":"quarter","time_zone":"Africa/Monrovia","gap_fill":"locf","course":"linear"
            """),
    ];

    public static TheoryData<string> Names() => [.. All().Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_HostileSeries_AnswersInTime(string name)
    {
        var points = All()[name]().ToArray();
        foreach (var (engine, parameters) in Calls)
        {
            var watch = Stopwatch.StartNew();
            var quality = engine.Run(points.ToData(parameters)).GetProperty("quality");
            Assert.True(watch.Elapsed < Bound, $"{engine.Descriptor.Id} with {parameters} took {watch.Elapsed}.");
            Assert.Equal(points.Length, quality.GetProperty("input").GetInt32());
        }
    }

    [Theory]
    [InlineData("PT0.001S")]
    [InlineData("minute")]
    [InlineData("day")]
    public void Prepare_BucketsThatExplode_AreRefusedWithTheLimit(string length)
    {
        var points = ((DateTimeOffset, double)[])[(DateTimeOffset.MinValue, 1), (DateTimeOffset.MaxValue, 1)];
        var engine = new SeriesAggregateEngine();
        var error = Assert.Single(engine.PrepareRefused(points.ToData($"\"bucket\":\"{length}\",\"gap_fill\":\"null\"")));
        Assert.Equal("/bucket", error.Pointer);
        Assert.Contains("at most 100000", error.Detail, StringComparison.Ordinal);
        Assert.Equal(2, engine.Run(points.ToData($"\"bucket\":\"{length}\"")).GetProperty("buckets").GetArrayLength());
    }

    [Theory]
    [InlineData("series.anomaly", "\"method\":\"hampel\"")]
    [InlineData("series.aggregate", "\"bucket\":\"hour\"")]
    public async Task Run_Cancelled_Stops(string id, string parameters)
    {
        var engine = Calls.First(call => call.Engine.Descriptor.Id == id).Engine;
        var call = engine.PrepareReady(SeriesData.Every(60, 1, 2, 3).ToData(parameters));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await call.RunAsync(EngineHarness.FirstAttempt, new ArrayBufferWriter<byte>(), new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Prepare_AnyBytes_NeverThrows() => Prop.ForAll(Bytes().ToArbitrary(), async bytes =>
    {
        foreach (var engine in (IEngine[])[new SeriesAnomalyEngine(), new SeriesAggregateEngine()])
        {
            if (engine.Prepare(new EngineRequest("run", bytes)) is Preparation.Ready ready)
            {
                await ready.Call.RunAsync(EngineHarness.FirstAttempt, new ArrayBufferWriter<byte>(), CancellationToken.None);
            }
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    private static Dictionary<string, Func<IEnumerable<(DateTimeOffset Time, double Value)>>> All() => new()
    {
        ["empty"] = () => [],
        ["one point"] = () => SeriesData.Every(1, 5),
        ["two points"] = () => SeriesData.Every(1, 5, 6),
        ["all null"] = () => SeriesData.Every(1, Enumerable.Repeat(double.NaN, 100)),
        ["all equal"] = () => SeriesData.Every(60, Enumerable.Repeat(0.1, Many)),
        ["all at one time"] = () => SeriesData.Every(0, Enumerable.Range(0, Many).Select(i => (double)i)),
        ["backwards"] = () => SeriesData.Every(60, Enumerable.Range(0, Many).Select(i => (double)i)).Reverse(),
        ["sawtooth"] = () => SeriesData.Every(60, Enumerable.Range(0, Many).Select(i => (double)(i % 977))),
        ["largest of both signs"] = () =>
            SeriesData.Every(60, Enumerable.Range(0, 1000).Select(i => i % 2 == 0 ? double.MaxValue : double.MinValue)),
        ["1e308"] = () => SeriesData.Every(60, Enumerable.Repeat(1e308, 1000)),
        ["smallest"] = () => SeriesData.Every(60, Enumerable.Range(0, 1000).Select(i => i * double.Epsilon)),
        ["both ends of the exponent"] = () => SeriesData.Every(60, Enumerable.Range(0, 1000).Select(i => i % 3 == 0 ? 1e308 : 1e-308)),
        ["years 1 and 9999"] = () =>
        [
            (DateTimeOffset.MinValue, 1), (DateTimeOffset.MinValue.AddHours(1), 2),
            (DateTimeOffset.MaxValue.AddHours(-1), 3), (DateTimeOffset.MaxValue, 4),
        ],
        ["a point in 70 days for ages"] = () =>
            Enumerable.Range(0, Many).Select(i => (DateTimeOffset.MinValue.AddDays(i * 70), (double)(i % 13))),
    };

    private static Gen<byte[]> Bytes() => MutatedBytes.Of(
    [
        Encoding.UTF8.GetBytes(new SeriesAnomalyEngine().Descriptor.Example),
        Encoding.UTF8.GetBytes(new SeriesAggregateEngine().Descriptor.Example),
        """{"series":{"t":[1,2,"2024-03-01T12:00:00Z"],"value":[1,null,2.5]},"statistics":["p50"],"bucket":"PT1H"}"""u8.ToArray(),
    ]);
}
