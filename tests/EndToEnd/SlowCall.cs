using System.Globalization;

namespace TlEngine.Tests.EndToEnd;

/// <summary>A call of geo.fence that takes its time: positions all over the place, and twenty fences of 300 corners around them.</summary>
internal static class SlowCall
{
    public const string Path = "/api/v1/engines/geo.fence/execute";

    private const int Fences = 20;
    private const int Corners = 300;

    /// <param name="positions">A thousand take 25 ms on a fast machine, 0.4 s on a slow one.</param>
    /// <param name="options">Further members of <c>options</c>; no such call is answered from the cache.</param>
    /// <param name="confirmFixes">With 1 every passage is told: the result of 3,000 positions has some 9 MB.</param>
    public static string Body(int positions, string options = "", int confirmFixes = 1000)
    {
        var random = new Random(1);
        string Around(double center) => Number(center + (random.NextDouble() * 0.6) - 0.3);
        var times = string.Join(',', Enumerable.Range(0, positions).Select(i => (i * 1000).ToString(CultureInfo.InvariantCulture)));
        var latitudes = string.Join(',', Enumerable.Range(0, positions).Select(_ => Around(-34.6)));
        var longitudes = string.Join(',', Enumerable.Range(0, positions).Select(_ => Around(-58.4)));
        var fences = string.Join(',', Enumerable.Range(0, Fences).Select(Fence));
        return $$$"""
            {"data":{"positions":{"t":[{{{times}}}],"lat":[{{{latitudes}}}],"lon":[{{{longitudes}}}]},"fences":[{{{fences}}}],"confirm_fixes":{{{confirmFixes}}}},
            "options":{"cache":"no_store"{{{options}}}}}
            """;
    }

    private static string Fence(int index)
    {
        var corners = Enumerable.Range(0, Corners + 1).Select(i =>
        {
            var angle = 2 * Math.PI * (i % Corners) / Corners;
            var radius = 0.28 + (0.0001 * index) + (i % 2 * 0.015);
            return $"[{Number(-58.4 + (radius * Math.Cos(angle)))},{Number(-34.6 + (radius * Math.Sin(angle)))}]";
        });
        return $$$"""{"id":"f{{{index}}}","geometry":{"type":"Polygon","coordinates":[[{{{string.Join(',', corners)}}}]]}}""";
    }

    private static string Number(double value) => value.ToString("F5", CultureInfo.InvariantCulture);
}
