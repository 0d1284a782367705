using System.Globalization;
using TlEngine.Tests.Engines.Track;
using static TlEngine.Tests.Engines.Geo.Fence.Fences;

namespace TlEngine.Tests.Engines.Geo.Fence;

/// <summary>
/// Places in areas as others have published them. What they call the boundary is inside here. Their places at 0, 0, where a receiver
/// without a fix is, are left out.
/// </summary>
public sealed class PublishedAreaTests
{
    private const string Diamond = "10 10, 30 20, 50 10, 30 0, 10 10";
    private const string Arrow = "10 0, 30 20, 50 0, 30 10, 10 0";
    private const string Kite = "10 0, 30 20, 50 0, 30 -20, 10 0";
    private const string Steps = "0 0, 0 20, 50 20, 50 0, 40 0, 30 10, 30 0, 20 10, 10 10, 10 0, 0 0";
    private const string Frame = "0 20, 20 40, 40 20, 20 0, 0 20; 10 20, 20 30, 30 20, 20 10, 10 20";
    private const string Comb =
        "0 0, 0 10, 4 5, 6 10, 7 5, 9 10, 10 5, 13 5, 15 10, 16 3, 17 10, 18 3, 25 10, 30 10, 30 0, 15 0, 14 5, 13 0, 9 0, 8 5, 6 0, 0 0";

    private const string Repeated =
        "0 0, 0 10, 2 5, 2 5, 2 5, 2 5, 2 5, 3 10, 6 10, 8 5, 8 5, 8 5, 8 5, 10 10, 10 5, 10 5, 10 5, 10 5, 10 0, 0 0";

    private const string House = "-115.1752628 36.0873974, -115.1752969 36.0873974, -115.1752969 36.0874526, -115.1752628 36.0874526, "
        + "-115.1752628 36.0873974";

    private const string Ireland = "5.080336744095521 67.89398938540765, 0.35070899909145403 69.32470003971179, "
        + "-24.453622256504122 41.146696777884564, -21.6445524714804 40.43225902006474, 5.080336744095521 67.89398938540765";

    private const string Serpent = "170 40, -170 40, -170 42, 175 42, 175 44, -170 44, -170 50, 170 50, 170 48, -175 48, -175 46, 170 46, "
        + "170 40";

    private const string TwoHoles = "160 40, -170 40, -170 60, 160 60, 160 40; 175 45, 175 55, -175 55, -175 45, 175 45; "
        + "165 45, 165 55, 170 55, 170 45, 165 45";

    private const string Landsat = "-178.9813229204928 62.08558654615586, -180 62.10745979106369, -180 62.78458035475048, "
        + "-180 62.78458035475049, -179.99999999999994 62.78458035475048, -178.90702123066401 62.625987020781764, "
        + "-178.9813229204928 62.08558654615586";

    /// <summary>turf-boolean-point-in-polygon/test.ts, "Boundary test" and "issue #15" (MIT; Turfjs/turf at 355c076).</summary>
    [Theory]
    [InlineData(Diamond, "10 10, 30 20, 50 10, 30 10", "0 10, 60 10, 30 -10, 30 30")]
    [InlineData(Arrow, "", "30 0, 60 0")]
    [InlineData(Kite, "30 0", "60 0")]
    [InlineData(Steps, "0 20, 10 20, 50 20, 0 10, 5 10, 25 10, 35 10, 50 0, 50 10, 5 0, 10 0", "20 0, 35 0")]
    [InlineData(Frame, "20 30, 25 25, 30 20, 25 15, 20 10, 15 15, 10 20, 15 25", "20 20")]
    [InlineData(Ireland, "-9.9964077 53.8040989", "")]
    public void Run_TurfsPolygon_HoldsWhatItHolds(string rings, string inside, string outside) => Holds(rings, inside, outside);

    /// <summary>AbstractPointInRingTest: a comb, its corners and sides, repeated points (EDL; locationtech/jts at 521d340).</summary>
    [Theory]
    [InlineData(Comb, "0 1, 4 5, 8 5, 11 5, 30 5, 22 7, 1 5, 5 5, 1 7", "12 10, 16 5, 35 5")]
    [InlineData(Repeated, "0 1, 2 5, 8 5, 10 5, 1 5, 3 5", "")]
    public void Run_RingOfJts_HoldsWhatItHolds(string ring, string inside, string outside) => Holds(ring, inside, outside);

    /// <summary>floatingPoint.spec.js: an edge on which rounding has been a bug (MIT; rowanwins/point-in-polygon-hao at a956f26).</summary>
    [Fact]
    public void Run_OnTheEdgesOfASmallHouse_IsInside() => Holds(House, "-115.1752799 36.0874526, -115.1752799 36.0873974", "");

    /// <summary>
    /// tests/data: complex-split, two-holes and issues-201 lie on both sides of the 180th meridian (Apache-2.0; gadomski/antimeridian at
    /// 36c3e32, 7a413fe and a795e19).
    /// </summary>
    [Theory]
    [InlineData(Serpent, "178 41, -178 41, 172 43, 178 45, -180 45, -178 45, -173 47, 178 49", "178 43, 180 43, -178 43, 178 47, -178 47")]
    [InlineData(TwoHoles, "178 42, -178 42, 162 50, 172 50, -173 50, 180 45, 180 58", "168 50, 178 50, 180 50, -178 50, -169 50")]
    [InlineData(Landsat, "-179.5 62.4, 180 62.4, -180 62.78458035475048", "179.9 62.4, -178.8 62.3, -179.5 62.05")]
    public void Run_OverTheDateline_HoldsWhatTheSplitAreaHolds(string rings, string inside, string outside) =>
        Holds(rings, inside, outside);

    /// <summary>north-pole and south-pole of the same: rings round the pole, and cut at the 180th meridian with an edge along it.</summary>
    [Theory]
    [InlineData("45 80, 135 80, -135 80, -45 80, 45 80", 1)]
    [InlineData("45 80, 135 80, 180 80, 180 90, -180 90, -180 80, -135 80, -45 80, 45 80", 1)]
    [InlineData("45 -80, -45 -80, -135 -80, 135 -80, 45 -80", -1)]
    public void Run_RoundAPole_HoldsIt(string ring, int pole)
    {
        foreach (var lon in (double[])[-180, -90, 0.5, 45, 179.999])
        {
            Holds(ring, $"{Place(lon, 90 * pole)}, {Place(lon, 80.001 * pole)}", $"{Place(lon, 79.999 * pole)}, {Place(lon, -85 * pole)}");
        }
    }

    private static string Place(double lon, double lat) => string.Create(CultureInfo.InvariantCulture, $"{lon} {lat}");

    private static void Holds(string rings, string inside, string outside)
    {
        var area = Area("area", [.. rings.Split("; ").Select(Places)]);
        Assert.All(Places(inside), place => Assert.Equal("inside", State(Run([At(0, place.Lon, place.Lat)], area))));
        Assert.All(Places(outside), place => Assert.Equal("outside", State(Run([At(0, place.Lon, place.Lat)], area))));
    }

    private static (double Lon, double Lat)[] Places(string text) =>
    [
        .. text.Split(", ", StringSplitOptions.RemoveEmptyEntries)
            .Select(place => place.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray())
            .Select(place => (place[0], place[1])),
    ];
}
