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
