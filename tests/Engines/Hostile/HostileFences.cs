using static TlEngine.Tests.Engines.Geo.Fence.Fences;

namespace TlEngine.Tests.Engines.Hostile;

/// <summary>Lists of fences made to break an engine that looks into them.</summary>
internal static class HostileFences
{
    private static readonly (double, double)[] _outer = Box(10, -1, 12, 1);

    public static readonly IReadOnlyDictionary<string, Func<IEnumerable<string>>> All = new Dictionary<string, Func<IEnumerable<string>>>
    {
        ["empty"] = () => [],
        ["self-crossing"] = () =>
        [
            Area("tie", [(10, 0), (10.02, 0.02), (10.02, 0), (10, 0.02), (10, 0)]),
            Area("star", [.. Enumerable.Range(0, 5001).Select(i => Round(i * 2 / 5.0 * 2 * Math.PI, 1 + (i % 5000 * 1e-5)))]),
            Area("twice round", [.. Box(10, 0, 11, 1), .. Box(10, 0, 11, 1)]),
        ],
        ["holes"] = () =>
        [
            Area("hole", _outer, Box(10.5, -0.5, 11, 0.5)),
            Area("hole over the edge", _outer, Box(11.5, -0.5, 13, 0.5)),
            Area("hole outside", _outer, Box(20, 0, 21, 1)),
            Area("nothing but hole", _outer, _outer),
            Area("holes in holes", [.. Enumerable.Range(0, 500).Select(i => i * 1e-3).Select(d => Box(10 + d, -1 + d, 12 - d, 1 - d))]),
        ],
        ["zero-area rings"] = () =>
        [
            Area("flat", [(10, 0), (10.01, 0), (10.005, 0), (10, 0)]),
            Area("point", [(10, 1), (10, 1), (10, 1), (10, 1)]),
            Area("needle", [(10, 0), (11, 1), (10, 0), (11, 1), (10, 0)]),
            Area("flat hole", _outer, [(10, 0), (11, 0), (10.5, 0), (10, 0)]),
            Circle(10, 0, 1e-9),
            Corridor(1e-6, (10, 0), (10, 0)),
        ],
        ["dateline and poles"] = () =>
        [
            Area("wedge", Box(170, 80, -170, 90)), Area("strip", Box(-180, -1, 180, 1)), Circle(0, 90, 9e6),
            Corridor(10, (0, 90), (180, 90), (0, -90)),
        ],
        ["50,000 points"] = () =>
            [Area("round", [.. Enumerable.Range(0, 50_000).Select(i => Round(i % 49_999 * 2 * Math.PI / 49_999, 1))])],
        ["NaN and 1e308"] = () =>
        [
            """{"id":"a","geometry":{"type":"Polygon","coordinates":[[[1e308,0],[0,1e308],[-1e308,null],[1e308,0]]]}}""",
            """{"id":"b","geometry":{"type":"Circle","center":[null,1e999],"radius_m":1e308}}""",
            """{"id":"c","geometry":{"type":"Corridor","line":[[1e308,1],[1,1]],"width_m":-1e308}}""",
        ],
    };

    private static (double Lon, double Lat) Round(double angle, double radius) =>
        (10 + (radius * Math.Cos(angle)), radius * Math.Sin(angle));
}
