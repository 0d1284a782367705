namespace TlEngine.Tests.Engines.Hostile;

/// <summary>Routes made to break an engine that follows them, as positions of a LineString.</summary>
internal static class HostileRoutes
{
    public static readonly IReadOnlyDictionary<string, Func<IEnumerable<(double Lon, double Lat)>>> All =
        new Dictionary<string, Func<IEnumerable<(double Lon, double Lat)>>>
        {
            ["empty"] = () => [],
            ["one point"] = () => [(-58.4, -34.6)],
            ["all equal"] = () => Enumerable.Repeat((-58.4, -34.6), 1000),
            ["50,000 points"] = () => Enumerable.Range(0, 50_000).Select(i => (-58.4, -34.6 - (i * 1e-6))),
            ["NaN and 1e308"] = () => [(double.NaN, 1e308), (1e308, -1e308), (1, 1)],
            ["dateline and poles"] = () => [(179.999, 0), (-179.999, 0), (-180, 90), (180, 90), (77, 89.9999), (0, -90)],
            ["self-crossing"] = () =>
                Enumerable.Range(0, 5000).Select(i => (-58.4 + (0.01 * Math.Sin(i * 1.1)), -34.6 + (0.01 * Math.Cos(i * 1.7)))),
        };
}
