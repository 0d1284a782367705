using System.Text.Json.Nodes;
using TlEngine.Engines.Series.Aggregate;

namespace TlEngine.Tests.Engines.Series;

public sealed class SeriesDescriptorTests
{
    private static readonly JsonNode Members = new SeriesAggregateEngine().Descriptor.InputSchema["properties"]!;

    [Fact]
    public void InputSchema_ListOfWords_NamesThemAsItems()
    {
        var statistics = Members["statistics"]!;
        Assert.Equal("""["array","null"]""", statistics["type"]!.ToJsonString());
        Assert.Contains("\"p99\"", statistics["items"]!["enum"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Null(statistics["enum"]);
        Assert.Equal("""["count","sum","mean","min","max"]""", statistics["default"]!.ToJsonString());
    }

    [Fact]
    public void InputSchema_BucketLength_IsAStringWithADefault() => Assert.Equal("day", Members["bucket"]!["default"]!.GetValue<string>());

    [Fact]
    public void Run_DescribedParameters_ComeBackAsTheEffectiveOnes()
    {
        var parameters = new SeriesAggregateEngine().Run("""{"series":[],"bucket":"PT15M","statistics":["p50"]}""").GetProperty("parameters");
        Assert.Equal("PT15M", parameters.GetProperty("bucket").GetString());
        Assert.Equal("""["p50"]""", parameters.GetProperty("statistics").GetRawText());
        Assert.Equal("UTC", parameters.GetProperty("time_zone").GetString());
    }
}
