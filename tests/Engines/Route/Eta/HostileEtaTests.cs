using System.Buffers;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using TlEngine.Engines;
using TlEngine.Tests.Engines.Hostile;
using TlEngine.Tests.Engines.Track;
using static TlEngine.Tests.Engines.Route.Eta.Trips;

namespace TlEngine.Tests.Engines.Route.Eta;

/// <summary>Requests made to break the engine: an answer, in bounded time.</summary>
public sealed class HostileEtaTests
{
    private const int Many = 50_000;

    // Far more than it needs.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private static readonly double First = (DateTimeOffset.MinValue - Recording.Start).TotalSeconds;
    private static readonly double Last = (DateTimeOffset.MaxValue - Recording.Start).TotalSeconds;
    private static readonly Fix Nowhere = new(Recording.Start, 91, 1e308, 1e308);

    public static TheoryData<string> Names() => [.. All().Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_HostileRequest_AnswersInTime(string name)
    {
        var (route, stops, fixes, now) = All()[name]();
        var data = Data(route, stops, fixes, now);
        var result = default(JsonElement);
        var time = ProcessorTime.Of(() => result = Engine.Run(data));
        Assert.True(time < Bound, $"It took {time}.");
        Assert.Equal(stops.Length, result.GetProperty("stops").GetArrayLength());
    }

    [Fact]
    public void Prepare_AnyBytes_NeverThrows()
    {
        byte[][] good = [Encoding.UTF8.GetBytes(Engine.Descriptor.Example), Encoding.UTF8.GetBytes(Full())];
        var ran = 0;
        Prop.ForAll(MutatedBytes.Of(good).ToArbitrary(), bytes =>
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

    /// <summary>Each parameter at each of its ends, one by one and all together.</summary>
    [Fact]
    public void Run_ParametersAtTheirEnds_Answers()
    {
        var numbers = Engine.Descriptor.Parameters.Where(parameter => parameter.Minimum is not null).ToArray();
        var low = numbers.Select(parameter => Member(parameter, parameter.Minimum!.Value)).ToArray();
        var high = numbers.Select(parameter => Member(parameter, parameter.Maximum!.Value)).ToArray();
        var fixes = Enumerable.Range(0, 90).Select(i => At(i * 2, i < 50 ? i * 20 : 2000 - (i * 20))).ToArray();
        foreach (var parameters in low.Concat(high).Append(string.Join(',', low)).Append(string.Join(',', high)))
        {
            foreach (var now in new[] { -40_000.0, 100, 1e9 })
            {
                Assert.Equal(5, Run(OutAndBack, OutAndBackStops, fixes, now, parameters).GetProperty("stops").GetArrayLength());
            }
        }
    }

    private static string Member(EngineParameter parameter, double value) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"\"{parameter.Name}\":{value}");

    private static string Full() => Data(
        OutAndBack,
        [
            .. OutAndBackStops[..3],
            new("x", 10, 0, 160, "\"dwell_s\":5,\"timepoint\":true,\"relationship\":\"skipped\",\"delay_s\":-7"),
            new("y", 10, 0, 170, "\"relationship\":\"no_data\",\"time\":1709280000000"),
        ],
        [At(0, 0), At(10, 100), At(20, 200)],
        25,
        "\"history\":[50,null,40,30],\"include_matches\":true");

    private static Dictionary<string, Func<((double, double)[] Route, TripStop[] Stops, Fix[] Fixes, double Now)>> All() => new()
    {
        ["no fixes"] = () => (OutAndBack, OutAndBackStops, [], 0),
        ["one fix"] = () => (OutAndBack, OutAndBackStops, [At(0, 0)], 0),
        ["all fixes equal"] = () => (OutAndBack, OutAndBackStops, [.. Enumerable.Repeat(At(0, 5), Many)], 0),
        ["all fixes invalid"] = () => (OutAndBack, OutAndBackStops, [.. Enumerable.Repeat(Nowhere, Many)], 0),
        ["many fixes"] = () => (OutAndBack, OutAndBackStops, [.. Enumerable.Range(0, Many).Select(i => At(i * 0.01, i * 0.02))], 500),
        ["no length"] = () => ([(10, 0), (10, 0), (10, 0)], OutAndBackStops, [At(0, 0), At(10, 3)], 10),
        ["repeated vertices"] = () => (
            [.. OutAndBack.SelectMany(place => Enumerable.Repeat(place, 50))], OutAndBackStops, [At(0, 0), At(60, 600)], 60),
        ["stops backwards"] = () => (OutAndBack[..2], [.. OutAndBackStops.Reverse()], [At(0, 0), At(10, 100)], 10),
        ["one stop"] = () => (OutAndBack, OutAndBackStops[..1], [At(0, 0), At(10, 100)], 10),
        ["stops of one time"] = () => (
            OutAndBack, [.. OutAndBackStops.Select(stop => stop with { Scheduled = 0 })], [At(0, 0), At(10, 100)], 10),
        ["stops far away"] = () => (OutAndBack, [new("a", -170, 80, 0), new("b", 10, -90, 9)], [At(0, 0), At(10, 100)], 10),
        ["no schedule"] = () => (
            OutAndBack, [.. OutAndBackStops.Select(stop => stop with { Scheduled = null })], [At(0, 0), At(10, 100)], 10),
        ["times at the ends of the calendar"] = () => (
            OutAndBack, Calendar(), [new(DateTimeOffset.MinValue, 0, 10), new(DateTimeOffset.MaxValue, 0, 10)], 0),
        ["the year 9999"] = () => (
            OutAndBack, Calendar(), [new(DateTimeOffset.MaxValue, 0, 10)], Last - 1),
        ["the year 1"] = () => (
            OutAndBack, Calendar(), [new(DateTimeOffset.MinValue, 0, 10)], First),
        ["seen in the year 1, asked in 9999"] = () => (
            OutAndBack,
            Calendar(),
            [new(DateTimeOffset.MinValue.AddTicks(1), 0, 10), new(DateTimeOffset.MinValue.AddSeconds(9), 0, 10)],
            Last - 1),
        ["over a pole"] = () => (
            [(0, 89), (0, 90), (180, 89), (90, 90), (0, 90)],
            OutAndBackStops,
            [new(Recording.Start, 90, 0), new(Recording.Start.AddSeconds(9), 89.99999, 77)],
            10),
        ["round the world"] = () => (
            [(0, 0), (120, 0), (-120, 0), (0, 0), (120, 0)],
            OutAndBackStops,
            [new(Recording.Start, 0, 179.9999), new(Recording.Start.AddSeconds(9), 0, -179.9999)],
            10),
        ["a scribble"] = () => (Scribble(), [.. Enumerable.Range(0, 500).Select(k => new TripStop($"{k}", 10, 0, k))], Wander(), 5000),
    };

    private static TripStop[] Calendar() =>
    [
        new("a", 10, 0, First),
        new("b", 10, 0, Last - 1, "\"timepoint\":true,\"dwell_s\":86400"),
        new("c", 10, 0, 0, "\"relationship\":\"scheduled\",\"delay_s\":31536000"),
    ];

    /// <summary>As many vertices as are allowed, all of them near to every fix.</summary>
    private static (double, double)[] Scribble()
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, 50_000).Select(_ => (10 + (random.NextDouble() * 40 * Metres), random.NextDouble() * 40 * Metres))];
    }

    private static Fix[] Wander()
    {
        var random = new Random(2);
        return [.. Enumerable.Range(0, 5000).Select(i => At(i, random.NextDouble() * 40, random.NextDouble() * 40))];
    }
}
