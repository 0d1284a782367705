using TlEngine.Tests.Engines.Series;

namespace TlEngine.Tests.Engines.Hostile;

/// <summary>Series made to break an engine that counts with them. Places, fences and the dateline are nothing to them.</summary>
internal static class HostileSeries
{
    private const int Many = 50_000;

    public static readonly IReadOnlyDictionary<string, Func<IEnumerable<(DateTimeOffset Time, double Value)>>> All =
        new Dictionary<string, Func<IEnumerable<(DateTimeOffset Time, double Value)>>>
        {
            ["empty"] = () => [],
            ["one point"] = () => SeriesData.Every(1, 5),
            ["two points"] = () => SeriesData.Every(1, 5, 6),
            ["all invalid"] = () => SeriesData.Every(1, Enumerable.Repeat(double.NaN, Many)),
            ["all equal"] = () => SeriesData.Every(60, Enumerable.Repeat(0.1, Many)),
            ["all at one time"] = () => SeriesData.Every(0, Enumerable.Range(0, Many).Select(i => (double)i)),
            ["50,000 points"] = () => SeriesData.Every(60, Enumerable.Range(0, Many).Select(i => (double)(i % 977))),
            ["backwards"] = () => SeriesData.Every(60, Enumerable.Range(0, Many).Select(i => (double)i)).Reverse(),
            ["NaN and 1e308"] = () => SeriesData.Every(
                60, Enumerable.Range(0, 1000).Select(i => (i % 3) switch { 0 => double.NaN, 1 => 1e308, _ => -1e308 })),
            ["1e308 alone"] = () => SeriesData.Every(60, Enumerable.Repeat(1e308, 1000)),
            ["largest of both signs"] = () =>
                SeriesData.Every(60, Enumerable.Range(0, 1000).Select(i => i % 2 == 0 ? double.MaxValue : double.MinValue)),
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
}
