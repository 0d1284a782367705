using System.Globalization;
using System.Text.Json;
using TlEngine.Geodesy;

namespace TlEngine.Tests.Geodesy;

/// <summary>Expected values: geographiclib/geodtest-20.csv and inverse-edge-cases.json.</summary>
public sealed class GeodesicInverseTests
{
    public static TheoryData<double, double, double, double, double> PublishedLines()
    {
        var data = new TheoryData<double, double, double, double, double>();
        foreach (var line in File.ReadLines(ReferenceData.PathOf("geographiclib/geodtest-20.csv")).Skip(1))
        {
            var v = line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray();
            data.Add(v[0], v[1], v[3], v[4], v[6]);
        }

        return data;
    }

    public static TheoryData<string> EdgeCases() =>
        [.. ReferenceData.Json("geographiclib/inverse-edge-cases.json").GetProperty("cases").EnumerateArray()
            .Where(@case => @case.TryGetProperty("s12", out _)).Select(@case => @case.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(PublishedLines))]
    public void Distance_PublishedLine_AgreesToTenNanometres(double lat1, double lon1, double lat2, double lon2, double expected)
    {
        Assert.Equal(expected, GeodesicInverse.Distance(lat1, lon1, lat2, lon2), 1e-8);
        Assert.Equal(expected, GeodesicInverse.Distance(lat2, lon2, lat1, lon1), 1e-8);
        Assert.Equal(expected, GeodesicInverse.Distance(-lat1, -lon1, -lat2, -lon2), 1e-8);
    }

    [Theory]
    [MemberData(nameof(EdgeCases))]
    public void Distance_PublishedEdgeCase_AgreesWithinItsTolerance(string name)
    {
        var @case = ReferenceData.Json("geographiclib/inverse-edge-cases.json").GetProperty("cases").EnumerateArray()
            .Single(candidate => candidate.GetProperty("name").GetString() == name);
        var v = @case.GetProperty("args").EnumerateArray().Select(element => element.GetDouble()).ToArray();

        var distance = GeodesicInverse.Distance(v[0], v[1], v[2], v[3]);
        Assert.Equal(@case.GetProperty("s12").GetDouble(), distance, @case.GetProperty("tol").GetDouble());
    }

    /// <summary>GeodSolve33, 59, 74, 76, 78 and 99 of geographiclib-c's tests/geodtest.c (MIT; at 20cc015).</summary>
    [Theory]
    [InlineData(0, 0, 0, 179, 19_926_189, 0.5)]
    [InlineData(0, 0, 0, 179.5, 19_980_862, 0.5)]
    [InlineData(0, 0, 1, 180, 19_893_357, 0.5)]
    [InlineData(5, 1e-14, 10, 180, 18_345_191.174332713, 5e-9)]
    [InlineData(54.1589, 15.3872, 54.1591, 15.3877, 39.527686385, 5e-9)]
    [InlineData(-(41 + (19 / 60.0)), 174 + (49 / 60.0), 40 + (58 / 60.0), -5.5, 19_960_543.857179, 0.5e-6)]
    [InlineData(27.2, 0, -27.1, 179.5, 19_974_354.765767, 0.5e-6)]
    [InlineData(45, 0, -45, 179.572719, 19_987_083.007, 0.5e-3)]
    public void Distance_GeodSolve_AgreesWithinItsTolerance(
        double lat1, double lon1, double lat2, double lon2, double expected, double tolerance) =>
        Assert.Equal(expected, GeodesicInverse.Distance(lat1, lon1, lat2, lon2), tolerance);

    /// <summary>
    /// Planimeter0, 5, 6 and 13 of the same: round a pole, and over it where the longitudes are half a turn apart but for what their
    /// decimals lose.
    /// </summary>
    [Theory]
    [InlineData(631_819.8745, 1e-4, new double[] { 89, 0, 89, 90, 89, 180, 89, 270 })]
    [InlineData(539_297, 1, new double[] { 89, 0.1, 89, 90.1, 89, -179.9 })]
    [InlineData(36_026_861, 1, new double[] { 9, -1e-14, 9, 180, 9, 0 })]
    [InlineData(36_026_861, 1, new double[] { 9, 1e-14, 9, 0, 9, 180 })]
    [InlineData(1_160_741, 1, new double[] { 89, -360, 89, -240, 89, -120, 89, 0, 89, 120, 89, 240 })]
    public void Distance_PlanimeterRing_AgreesWithinItsTolerance(double expected, double tolerance, double[] ring)
    {
        var points = ring.Chunk(2).ToArray();
        var perimeter = points.Zip(points.Skip(1).Append(points[0]), (a, b) => GeodesicInverse.Distance(a[0], a[1], b[0], b[1])).Sum();
        Assert.Equal(expected, perimeter, tolerance);
    }

    /// <summary>
    /// Half the meridian is 20003931.4586254 m and half the equator is longer: antipodes are joined over a pole (Karney 2013, section 2).
    /// </summary>
    [Theory]
    [InlineData(0, 0, 0, 180)]
    [InlineData(30, 10, -30, -170)]
    [InlineData(90, 0, -90, 77)]
    [InlineData(0, -180, 0, 0)]
    public void Distance_Antipodes_IsHalfAMeridian(double lat1, double lon1, double lat2, double lon2) =>
        Assert.Equal(20_003_931.4586254, GeodesicInverse.Distance(lat1, lon1, lat2, lon2), 1e-6);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(90, 12)]
    [InlineData(-90, 180)]
    [InlineData(45, -180)]
    public void Distance_SamePlace_IsZero(double lat, double lon) => Assert.Equal(0, GeodesicInverse.Distance(lat, lon, lat, lon));
}
