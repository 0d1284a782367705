using TlEngine.Tests.Engines.Track;

namespace TlEngine.Tests.Engines.Hostile;

/// <summary>Tracks made to break an engine that goes along them.</summary>
internal static class HostileTracks
{
    private const int Many = 50_000;

    public static readonly IReadOnlyDictionary<string, Func<IEnumerable<Fix>>> All = new Dictionary<string, Func<IEnumerable<Fix>>>
    {
        ["empty"] = () => [],
        ["one point"] = () => Recording.Drive(1),
        ["two points far apart"] = () => [new(Recording.Start, 10, 10), new(Recording.Start.AddSeconds(1), -10, -170)],
        ["all equal"] = () => Enumerable.Repeat(new Fix(Recording.Start, 1, 1), Many),
        ["all in one place"] = () => Line(1, i => (1, 1)),
        ["all at one time"] = () => Line(0, i => (i * 1e-3, i * 1e-3)),
        ["all invalid"] = () => Enumerable.Repeat(new Fix(Recording.Start, 91, 1, Speed: 1e308, Accuracy: -1), Many),
        ["all at null island"] = () => Enumerable.Repeat(new Fix(Recording.Start, 0, 0), Many),
        ["50,000 points"] = () => Recording.Drive(Many, 1, lat: -10),
        ["NaN and 1e308"] = () => Recording.Drive(120).Select(Broken),
        ["years 1 and 9999"] = () =>
        [
            new(DateTimeOffset.MinValue, 1, 1), new(DateTimeOffset.MinValue.AddHours(1), 1, 1.01),
            new(DateTimeOffset.MaxValue.AddHours(-1), 1, 1), new(DateTimeOffset.MaxValue, 1, 1.01),
        ],
        ["every day another"] = () => Enumerable.Range(0, Many).Select(i => new Fix(DateTimeOffset.MinValue.AddDays(i * 70), 1, i * 1e-3)),
        ["dateline and poles"] = () => Enumerable.Range(0, 1000).Select(i => new Fix(
            Recording.Start.AddSeconds(i * 10),
            (i % 4) switch { 0 => 90, 1 => -90, 2 => 89.999999, _ => 0 },
            (i % 3) switch { 0 => 180, 1 => -180, _ => 179.999999 })),
        ["all within a second"] = () => Line(2e-5, i => (1 + (i % 2 * 4e-4), 1)),
        ["backwards"] = () => Recording.Drive(Many, 1e-3).Reverse(),
        ["all apart"] = () => Scattered(1),
        ["all apart, slowly"] = () => Scattered(3600),
        ["two devices"] = () => Recording.Drive(Many, 1, lat: -10).Select((fix, i) => i % 2 == 0 ? fix : fix with { Lon = 90 }),
        ["needles"] = () => Recording.Drive(Many, 1, lat: -10).Select((fix, i) => i % 2 == 0 ? fix : fix with { Lon = fix.Lon + 1e-3 }),
        ["a circle, over and over"] = () => Line(1, i => (50 + (4.4e-4 * Math.Sin(i)), 1 + (6.9e-4 * Math.Cos(i)))),
        ["a spiral"] = () => Line(1, i => (i * 1e-7 * Math.Sin(i * 0.1), 1 + (i * 1e-7 * Math.Cos(i * 0.1)))),
        ["a zigzag that grows"] = () => Line(1, i => (1 + ((i % 2 == 0 ? 1 : -1) * i * 1e-6), 1 + (i * 1e-6))),
        ["standing drift"] = () => Line(1, i => (10 + (i * 7919 % 101 * 1e-7), 10 + (i * 104_729 % 103 * 1e-7))),
        ["standing drift, ignition off"] = () => Recording.Drive(Many, 1, lat: -10).Select(fix => fix with { Ignition = false }),
    };

    /// <summary>Each member in turn is what writers make of NaN, then beyond all reason in both directions.</summary>
    private static Fix Broken(Fix fix, int i)
    {
        var value = (i % 3) switch { 0 => double.NaN, 1 => 1e308, _ => -1e308 };
        return (i / 3 % 5) switch
        {
            0 => fix with { Lat = value },
            1 => fix with { Lon = value },
            2 => fix with { Speed = value },
            3 => fix with { Accuracy = value },
            _ => fix with { Odometer = value },
        };
    }

    private static IEnumerable<Fix> Line(double seconds, Func<int, (double Lat, double Lon)> place) => Enumerable.Range(0, Many).Select(i =>
    {
        var (lat, lon) = place(i);
        return new Fix(Recording.Start.AddSeconds(i * seconds), lat, lon, Ignition: i % 3 == 0);
    });

    private static IEnumerable<Fix> Scattered(int seconds)
    {
        var random = new Random(7);
        return Enumerable.Range(0, Many).Select(i => new Fix(
            DateTimeOffset.UnixEpoch.AddSeconds(i * seconds), (random.NextDouble() * 180) - 90, (random.NextDouble() * 360) - 180));
    }
}
