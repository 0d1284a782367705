using static TlEngine.Tests.Engines.Geo.Fence.Fences;

namespace TlEngine.Tests.Engines.Geo.Fence;

public sealed class FenceFaultTests
{
    [Theory]
    [InlineData("""{"positions":[]}""", "/fences", "Missing; expected an array of fences.")]
    [InlineData("""{"positions":[],"fences":{}}""", "/fences", "Found {}; expected an array of fences.")]
    [InlineData("""{"positions":[],"fences":[3]}""", "/fences/0", "Found 3; expected an object.")]
    [InlineData("""{"positions":[],"fences":[],"speed":1}""", "/speed", "Unknown member;")]
    [InlineData("""{"fences":[]}""", "/positions", "Missing;")]
    public void Prepare_NoFences_IsRefused(string data, string pointer, string detail) => Refuses(data, pointer, detail);

    [Theory]
    [InlineData("""{"geometry":{"type":"Circle","center":[1,2],"radius_m":3}}""", "/id", "Missing; expected a string")]
    [InlineData("""{"id":7,"geometry":{"type":"Circle","center":[1,2],"radius_m":3}}""", "/id", "Found 7; expected a string")]
    [InlineData("""{"id":"x"}""", "/geometry", "Missing; expected an object of type Polygon")]
    [InlineData("""{"id":"x","geometry":{"type":"Point","coordinates":[1,2]}}""", "/geometry/type", "Found \"Point\"; expected Polygon")]
    [InlineData("""{"id":"x","geometry":{"coordinates":[1,2]}}""", "/geometry/type", "Missing;")]
    [InlineData("""{"id":"x","geometry":{"type":"Polygon"}}""", "/geometry/coordinates", "Missing; expected an array of rings.")]
    [InlineData("""{"id":"x","geometry":{"type":"Circle","center":[1,91],"radius_m":3}}""",
        "/geometry/center", "Found [1,91]; expected [lon, lat]")]
    [InlineData("""{"id":"x","geometry":{"type":"Circle","center":[1,2],"radius_m":0}}""",
        "/geometry/radius_m", "Found 0; expected a number")]
    [InlineData("""{"id":"x","geometry":{"type":"Circle","center":[1,2],"radius_m":3,"width_m":1}}""",
        "/geometry/width_m", "Unknown member;")]
    [InlineData("""{"id":"x","geometry":{"type":"Corridor","line":[[1,2]],"width_m":3}}""",
        "/geometry/line", "Found [[1,2]]; expected an array of at least 2")]
    [InlineData("""{"id":"x","initial_state":"in","geometry":{"type":"Circle","center":[1,2],"radius_m":3}}""",
        "/initial_state", "Found \"in\";")]
    [InlineData("""{"id":"x","colour":1,"geometry":{"type":"Circle","center":[1,2],"radius_m":3}}""", "/colour", "Unknown member;")]
    public void Prepare_FaultyFence_NamesTheValue(string fence, string pointer, string detail) =>
        Refuses($$"""{"positions":[],"fences":[{{fence}}]}""", "/fences/0" + pointer, detail);

    [Theory]
    [InlineData("[]", "", "Found []; expected at least one ring.")]
    [InlineData("[[[0,0],[1,0],[0,0]]]", "/0", "expected an array of at least 4 positions")]
    [InlineData("[[[0,0],[1,0],[1,1],[0,1]]]", "/0/3", "Found [0,1]; expected the first position, [0,0].")]
    [InlineData("[[[0,0],[1,0],[1,1],[0,\"1\"],[0,0]]]", "/0/3", "Found [0,\"1\"]; expected [lon, lat]")]
    [InlineData("[[[0,0],[1,0],[1,1],[361,1],[0,0]]]", "/0/3", "Found [361,1]; expected [lon, lat]")]
    [InlineData("[[[0,0],[1,0],[1,1],[0,1],[0,0]],[[0,0],[1,0],[1],[0,0]]]", "/1/2", "Found [1]; expected [lon, lat]")]
    [InlineData("[[[0,1],[120,1],[240,1],[0,1],[120,1],[240,1],[0,1]]]", "/0", "Spans 720° of longitude;")]
    public void Prepare_FaultyRing_PointsAtIt(string coordinates, string pointer, string detail) => Refuses(
        $$$"""{"positions":[],"fences":[{"id":"x","geometry":{"coordinates":{{{coordinates}}},"type":"Polygon"}}]}""",
        "/fences/0/geometry/coordinates" + pointer,
        detail);

    [Theory]
    [InlineData("[]", "", "Found []; expected at least one polygon.")]
    [InlineData("[[]]", "/0", "Found []; expected at least one ring.")]
    [InlineData("[7]", "/0", "Found 7; expected an array of rings.")]
    [InlineData("[[[[0,0],[1,0],[0,0]]]]", "/0/0", "expected an array of at least 4 positions")]
    public void Prepare_FaultyMultiPolygon_PointsAtItAlone(string coordinates, string pointer, string detail) => Refuses(
        $$$"""{"positions":[],"fences":[{"id":"x","geometry":{"coordinates":{{{coordinates}}},"type":"MultiPolygon"}}]}""",
        "/fences/0/geometry/coordinates" + pointer,
        detail);

    [Theory]
    [InlineData("\"inside\"", "\"today\"", "Found \"today\"; expected an RFC 3339 time, epoch milliseconds or null.")]
    [InlineData("\"outside\"", "0", "There is no stay that began;")]
    [InlineData("null", "0", "There is no stay that began;")]
    public void Prepare_StayThatCannotBe_IsRefused(string state, string since, string detail) => Refuses(
        $$$"""
        {"positions":[],"fences":[{"id":"x","initial_state":{{{state}}},"initial_since":{{{since}}},
          "geometry":{"type":"Circle","center":[1,2],"radius_m":3}}]}
        """,
        "/fences/0/initial_since",
        detail);

    [Fact]
    public void Prepare_TwoFencesOfOneId_IsRefused() =>
        Refuses(Data([], Square + "," + Square), "/fences/1/id", "Found \"a\" again; expected an id that no other fence has.");

    [Fact]
    public void Prepare_AltitudeInAPosition_IsIgnored() =>
        Subject.PrepareReady("""{"positions":[],"fences":[{"id":"x","geometry":{"type":"Circle","center":[1,2,3],"radius_m":3}}]}""");

    private static void Refuses(string data, string pointer, string detail)
    {
        var error = Assert.Single(Subject.PrepareRefused(data));
        Assert.Equal(pointer, error.Pointer);
        Assert.Contains(detail, error.Detail, StringComparison.Ordinal);
    }
}
