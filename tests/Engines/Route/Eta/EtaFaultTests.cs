using static TlEngine.Tests.Engines.Route.Eta.Trips;

namespace TlEngine.Tests.Engines.Route.Eta;

public sealed class EtaFaultTests
{
    private const string Route = "\"route\":{\"type\":\"LineString\",\"coordinates\":[[1,2],[1,3]]}";

    [Theory]
    [InlineData("""{"positions":[]}""", "/route", "Missing; expected a LineString of GeoJSON.")]
    [InlineData("""{"positions":[]}""", "/stops", "Missing; expected an array of 1 to 500 stops.")]
    [InlineData("""{"route":7}""", "/route", "Found 7; expected a LineString of GeoJSON.")]
    [InlineData("""{"route":{"type":"Line","coordinates":[[1,2],[1,3]]}}""", "/route/type", "Found \"Line\"; expected LineString.")]
    [InlineData("""{"route":{"type":"LineString"}}""", "/route/coordinates", "Missing; expected an array of 2 to 50000 positions.")]
    [InlineData("""{"route":{"type":"LineString","coordinates":[[1,2]]}}""", "/route/coordinates", "Found [[1,2]]; expected an array of 2")]
    [InlineData("""{"route":{"type":"LineString","coordinates":[[1,2],[1,91]]}}""", "/route/coordinates/1", "Found [1,91]; expected [lon,")]
    [InlineData("""{"stops":{}}""", "/stops", "Found {}; expected an array of 1 to 500 stops.")]
    [InlineData("""{"stops":[]}""", "/stops", "Found []; expected an array of 1 to 500 stops.")]
    [InlineData("""{"stops":[{"id":"a"}]}""", "/stops/0", "Has no place; expected lat and lon, or distance_m.")]
    [InlineData("""{"stops":[{"id":"","distance_m":0}]}""", "/stops/0/id", "Found \"\"; expected a string of 1 to 200 characters.")]
    [InlineData("""{"stops":[{"id":"a","distance_m":-1}]}""", "/stops/0/distance_m", "Found -1; expected a number from 0 to 1000000000")]
    [InlineData("""{"stops":[{"id":"a","distance_m":0,"scheduled":"8:00"}]}""",
        "/stops/0/scheduled", "Found \"8:00\"; expected an RFC 3339")]
    [InlineData("""{"stops":[{"id":"a","distance_m":0,"relationship":"gone"}]}""",
        "/stops/0/relationship", "Found \"gone\"; expected scheduled")]
    [InlineData("""{"stops":[{"id":"a","distance_m":0,"colour":1}]}""", "/stops/0/colour", "Unknown member;")]
    [InlineData("""{"history":[1,"x"]}""", "/history/1", "Found \"x\"; expected a number of seconds")]
    [InlineData("""{"history":7}""", "/history", "Found 7; expected an array with a number of seconds")]
    [InlineData("""{"stale_s":-1}""", "/stale_s", "Found -1;")]
    public void Prepare_FaultyRequest_NamesTheValue(string data, string pointer, string detail) =>
        Assert.Contains(Engine.PrepareRefused(data), error =>
            error.Pointer == pointer && error.Detail.Contains(detail, StringComparison.Ordinal));

    [Theory]
    [InlineData("[1]", "")]
    [InlineData("[1,2]", "Has 2 items for 2 stops; expected 1.")]
    public void Prepare_HistoryOfOtherStops_IsRefused(string history, string detail)
    {
        const string Stops = "\"stops\":[{\"id\":\"a\",\"distance_m\":0},{\"id\":\"b\",\"distance_m\":9}]";
        foreach (var data in new[]
        {
            $$"""{"positions":[],{{Route}},{{Stops}},"history":{{history}}}""",
            $$"""{"history":{{history}},"positions":[],{{Stops}},{{Route}}}""",
        })
        {
            var preparation = Engine.Prepare(new TlEngine.Engines.EngineRequest("run", System.Text.Encoding.UTF8.GetBytes(data)));
            var found = preparation is TlEngine.Engines.Preparation.Refused refused ? Assert.Single(refused.Errors).Detail : "";
            Assert.Equal(detail, found);
        }
    }

    [Fact]
    public void Prepare_TooManyStops_IsRefused()
    {
        var stops = Enumerable.Range(0, 501).Select(i => new TripStop($"{i}", 1, 2, null)).ToArray();
        Assert.Equal("/stops", Assert.Single(Engine.PrepareRefused(Data(OutAndBack, stops, [], 0))).Pointer);
        Engine.PrepareReady(Data(OutAndBack, stops[1..], [], 0));
    }
}
