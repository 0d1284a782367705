using System.Text.Json;
using TlEngine.Geodesy;

namespace TlEngine.Tests.Geodesy;

public sealed class SphereDistanceTests
{
    /// <summary>Expected value: traccar/distance-overspeed.json (Traccar measures on a sphere of 6,378,137 m).</summary>
    [Fact]
    public void Between_TraccarsPair_IsTraccarsDistance()
    {
        var row = ReferenceData.Json("traccar/distance-overspeed.json").GetProperty("distance")[0];
        var v = row.GetProperty("args").EnumerateArray().Select(element => element.GetDouble()).ToArray();

        var distance = Distance.Of(DistanceModel.Sphere, 6_378_137).Between(v[0], v[1], v[2], v[3]);

        Assert.Equal(row.GetProperty("expected").GetDouble(), distance, row.GetProperty("tol").GetDouble());
    }

    /// <summary>Expected value: turf/turf-distance, whose output is in four units; sphere of 6,371,008.8 m.</summary>
    [Fact]
    public void Between_TurfsPair_IsTurfsDistance()
    {
        var points = ReferenceData.Json("turf/turf-distance/test/in/points.geojson").GetProperty("features");
        double[] At(int i) => [.. points[i].GetProperty("geometry").GetProperty("coordinates").EnumerateArray().Select(e => e.GetDouble())];
        var (a, b) = (At(0), At(1));

        var distance = Distance.Of(DistanceModel.Sphere, Wgs84.MeanRadius).Between(a[1], a[0], b[1], b[0]);

        var expected = ReferenceData.Json("turf/turf-distance/test/out/points.json").GetProperty("kilometers").GetDouble() * 1000;
        Assert.Equal(expected, distance, 1e-6);
    }

    [Fact]
    public void Between_Antipodes_IsHalfACircle() =>
        Assert.Equal(Math.PI * 1000, Distance.Of(DistanceModel.Sphere, 1000).Between(12, 34, -12, -146), 1e-9);

    [Fact]
    public void Legs_AnyLine_HaveTheBitsOfBetween()
    {
        var sphere = Distance.Of(DistanceModel.Sphere, 6_378_137);
        var legs = new double[2];
        sphere.Legs([1, 2, 90], [179, -179, 3], legs);
        Assert.Equal([sphere.Between(1, 179, 2, -179), sphere.Between(2, -179, 90, 3)], legs);
    }
}
