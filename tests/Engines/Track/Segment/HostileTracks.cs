namespace TlEngine.Tests.Engines.Track.Segment;

/// <summary>Tracks made to break an engine that goes along them.</summary>
internal static class HostileTracks
{
    private const int Many = 50_000;

    // Far more than any engine needs, even on a busy machine; an algorithm gone quadratic would need minutes.
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    public static TheoryData<string> Names() => [.. All.Keys];

    public static IEnumerable<Fix> Get(string name) => All[name]();

    private static readonly Dictionary<string, Func<IEnumerable<Fix>>> All = new()
    {
        ["empty"] = () => [],
        ["one point"] = () => Recording.Drive(1),
        ["two points far apart"] = () => [new(Recording.Start, 10, 10), new(Recording.Start.AddSeconds(1), -10, -170)],
        ["all equal"] = () => Enumerable.Repeat(new Fix(Recording.Start, 1, 1), Many),
        ["all in one place"] = () => Line(0, i => (1, 1)),
        ["all invalid"] = () => Enumerable.Repeat(new Fix(Recording.Start, 91, 1, Speed: 1e308, Accuracy: -1), Many),
        ["impossible speeds"] = () => Recording.Drive(100).Select((fix, i) => fix with { Speed = i % 2 == 0 ? 1e308 : -1e308 }),
        ["impossible places"] = () => Recording.Drive(100).Select((fix, i) => i % 2 == 0 ? fix : fix with { Lat = 1e308, Lon = -1e308 }),
        ["all within a second"] = () => Line(2e-5, i => (1 + (i % 2 * 4e-4), 1)),
        ["a circle, over and over"] = () => Line(1, i => (50 + (4.4e-4 * Math.Sin(i)), 1 + (6.9e-4 * Math.Cos(i)))),
        ["a spiral"] = () => Line(1, i => (i * 1e-7 * Math.Sin(i * 0.1), 1 + (i * 1e-7 * Math.Cos(i * 0.1)))),
        ["a zigzag that grows"] = () => Line(1, i => (1 + (i % 2 == 0 ? 1 : -1) * i * 1e-6, 1 + (i * 1e-6))),
        ["standing drift"] = () => Line(1, i => (10 + (i * 7919 % 101 * 1e-7), 10 + (i * 104_729 % 103 * 1e-7))),
        ["backwards"] = () => Recording.Drive(Many, 1e-3).Reverse(),
        ["all apart"] = () => Scattered(1),
        ["all apart, slowly"] = () => Scattered(3600),
        ["poles and dateline"] = () => Enumerable.Range(0, 1000).Select(i => new Fix(
            Recording.Start.AddSeconds(i * 10),
            (i % 4) switch { 0 => 90, 1 => -90, 2 => 89.999999, _ => 0 },
            (i % 3) switch { 0 => 180, 1 => -180, _ => 179.999999 })),
        ["years 1 and 9999"] = () =>
        [
            new(DateTimeOffset.MinValue, 1, 1), new(DateTimeOffset.MinValue.AddHours(1), 1, 1.01),
            new(DateTimeOffset.MaxValue.AddHours(-1), 1, 1), new(DateTimeOffset.MaxValue, 1, 1.01),
        ],
    };

    private static IEnumerable<Fix> Line(double seconds, Func<int, (double Lat, double Lon)> place) => Enumerable.Range(0, Many).Select(i =>
    {
        var (lat, lon) = place(i);
        return new Fix(Recording.Start.AddSeconds(seconds == 0 ? i : i * seconds), lat, lon, Ignition: i % 3 == 0);
    });

    private static IEnumerable<Fix> Scattered(int seconds)
    {
        var random = new Random(7);
        return Enumerable.Range(0, Many).Select(i => new Fix(
            DateTimeOffset.UnixEpoch.AddSeconds(i * seconds), (random.NextDouble() * 180) - 90, (random.NextDouble() * 360) - 180));
    }
}
