using System.Text.Json;
using TlEngine.Tests.Engines.Hostile;
using TlEngine.Tests.Engines.Track;
using static TlEngine.Tests.Engines.Geo.Fence.Fences;

namespace TlEngine.Tests.Engines.Geo.Fence;

/// <summary>Data made to break the engine: an answer, in bounded time.</summary>
public sealed class HostileFenceTests
{
    private const int Many = 50_000;

    // Far more than it needs; every fix against every edge would need minutes.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    public static TheoryData<string> Names() => [.. All().Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_HostileFence_AnswersInTime(string name)
    {
        var (fixes, fences) = All()[name]();
        var data = Data(fixes, fences);
        var result = default(JsonElement);
        var time = ProcessorTime.Of(() => result = Subject.Run(data));
        Assert.True(time < Bound, $"It took {time}.");
        Assert.True(result.GetProperty("fences").GetArrayLength() > 0);
    }

    [Theory]
    [InlineData(0, "inside")]
    [InlineData(0.001, "outside")]
    public void Run_RingWithoutArea_HoldsOnlyItsLine(double lat, string state) =>
        Assert.Equal(state, State(Run([At(0, 10.005, lat)], Area("flat", [(10, 0), (10.01, 0), (10.005, 0), (10, 0)]))));

    [Fact]
    public void Run_RingOfOnePlace_HoldsOnlyIt()
    {
        var point = Area("point", [(10, 1), (10, 1), (10, 1), (10, 1)]);
        Assert.Equal("inside", State(Run([At(0, 10, 1)], point)));
        Assert.Equal("outside", State(Run([At(0, 10, 1.001)], point)));
    }

    [Fact]
    public void Run_BowTie_HoldsBothHalvesAndNotTheSides()
    {
        var bowTie = Area("tie", [(10, 0), (10.02, 0.02), (10.02, 0), (10, 0.02), (10, 0)]);
        string? StateAt(double lon, double lat) => State(Run([At(0, lon, lat)], bowTie));
        Assert.All([10.002, 10.01, 10.018], lon => Assert.Equal("inside", StateAt(lon, 0.01)));
        Assert.All([0.002, 0.018], lat => Assert.Equal("outside", StateAt(10.01, lat)));
    }

    private static Dictionary<string, Func<(IEnumerable<Fix> Fixes, string Fences)>> All() => new()
    {
        ["a day over a hundred fences"] = () => (
            Recording.Drive(Many, 1, lat: -10),
            string.Join(',', Enumerable.Range(0, 100).Select(Star))),
        ["everything at once"] = () => (Scattered(), string.Join(',', Square, Circle(0, 90, 9e6),
            Circle(179, 0, 2e7).Replace("circle", "c", StringComparison.Ordinal),
            Corridor(1e6, (170, 80), (-10, 85)))),
        ["ten thousand equal circles"] = () => (Recording.Drive(200), string.Join(',', Enumerable.Range(0, 10_000).Select(i =>
            Circle(-58.4, -34.6, 1e5).Replace("circle", "c" + i, StringComparison.Ordinal)))),
        ["a zigzag over every latitude"] = () => (Scattered().Take(100), Area("zigzag", Zigzag(20_000))),
        ["poles and dateline"] = () => (Enumerable.Range(0, 1000).Select(i => At(i, (i % 3) switch { 0 => 180, 1 => -180, _ => 179.999999 },
            (i % 4) switch { 0 => 90, 1 => -90, 2 => 89.999999, _ => 0 })),
            string.Join(',', Circle(0, 90, 1), Circle(180, -90, 1e7).Replace("circle", "c", StringComparison.Ordinal),
                Corridor(10, (0, 90), (180, 90), (0, -90)),
                Area("wedge", Box(170, 80, -170, 90)), Area("strip", Box(-180, -1, 180, 1)))),
        ["antipodes"] = () => ([At(0, 10, 10), At(1, -170, -10), At(2, 10, 10)], Circle(-170, -10, 1e7)),
        ["years 1 and 9999"] = () => ([new(DateTimeOffset.MinValue, 0.001, 9.99), new(DateTimeOffset.MaxValue, 0.001, 10.005)], Square),
        ["no fix is one"] = () => (Enumerable.Repeat(new Fix(Recording.Start, 91, 1), 10), Square),
    };

    /// <summary>A star of 64 corners on the way of the drive.</summary>
    private static string Star(int i)
    {
        var corners = Enumerable.Range(0, 64).Select(k => (
            -58.4 + ((k % 2 == 0 ? 0.02 : 0.005) * Math.Cos(k * Math.PI / 32)),
            -10 + (i * 0.04) + ((k % 2 == 0 ? 0.02 : 0.005) * Math.Sin(k * Math.PI / 32)))).ToList();
        return Area("star" + i, [.. corners, corners[0]]);
    }

    private static (double Lon, double Lat)[] Zigzag(int count) =>
    [
        .. Enumerable.Range(0, count).Select(i => (i * (300.0 / count), i % 2 == 0 ? -89.0 : 89)),
        .. Enumerable.Range(0, 3).Select(i => (200.0 - (i * 100), -89.5)),
        (0, -89),
    ];

    private static IEnumerable<Fix> Scattered()
    {
        var random = new Random(7);
        return Enumerable.Range(0, Many).Select(i => At(i, (random.NextDouble() * 360) - 180, (random.NextDouble() * 180) - 90));
    }
}
