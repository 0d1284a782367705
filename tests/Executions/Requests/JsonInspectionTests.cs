using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TlEngine.Executions.Requests;

namespace TlEngine.Tests.Executions.Requests;

public sealed class JsonInspectionTests
{
    [Fact]
    public void Of_Object_KeepsTheSlicesOfItsMembers()
    {
        var inspection = Inspect("""{ "a" : [1, {"b": 2}] , "\u0063":{"d":"}"}, "e":-1.5e3 , "f": null}""");

        Assert.Null(inspection.Fault);
        Assert.Equal(["a", "c", "e", "f"], inspection.Members.Select(member => member.Name));
        Assert.Equal(["""[1, {"b": 2}]""", """{"d":"}"}""", "-1.5e3", "null"], inspection.Members.Select(member => Encoding.UTF8.GetString(member.Value.Span)));
    }

    [Theory]
    [InlineData("""{"a":1,"a":2}""", "\"a\"")]
    [InlineData("""{"x":{"long_member_name":1,"other":2,"long_member_name":3}}""", "\"long_member_name\"")]
    [InlineData("""{"x":[{"t":1},{"t":1,"\u0074":2}]}""", "\"t\"")]
    public void Of_MemberNamedTwice_IsAFault(string json, string named) =>
        Assert.Contains(named, Inspect(json).Fault, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"x":{"a":1},"y":{"a":1}}""")]
    [InlineData("""{"x":[{"t":1,"lat":2},{"t":1,"lat":2}],"t":1,"lat":{"lat":1}}""")]
    [InlineData("""{"abcdefgh1":1,"abcdefgh2":2}""")]
    [InlineData("""{"":1,"\u0000":2,"a":3,"\u0000a":4}""")]
    public void Of_SameNameInDifferentObjects_IsNoFault(string json) => Assert.Null(Inspect(json).Fault);

    [Fact]
    public void Of_ManyMembers_FindsTheOneNamedTwice()
    {
        var many = string.Join(',', Enumerable.Range(0, 50_000).Select(i => $"\"member_{i}\":{i}"));

        Assert.Null(Inspect($$$"""{"x":{{{{many}}}}}""").Fault);
        Assert.Contains("member_31", Inspect($$$"""{"x":{{{{many}}},"member_31":0}}""").Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{\"a\":01}")]
    [InlineData("{\"a\":NaN}")]
    [InlineData("{'a':1}")]
    [InlineData("[1]")]
    [InlineData("{\"a\":1,}")]
    public void Of_AnythingElse_IsAFault(string json) => Assert.NotNull(Inspect(json).Fault);

    [Theory]
    [InlineData("", "The body is empty; expected a JSON object.")]
    [InlineData(" \r\n", "The body is empty; expected a JSON object.")]
    [InlineData("{\"a\":1,}", "The body is not valid JSON: line 1, byte 8. The JSON object contains a trailing comma at the end.")]
    public void Of_Fault_TellsTheCallerWhatToMend(string json, string fault) => Assert.Equal(fault, Inspect(json).Fault);

    [Theory]
    [InlineData("""{"\ud800":1}""", true)]
    [InlineData("""{"a":["\uDC00"]}""", true)]
    [InlineData("""{"a":"\ud83d and \ude00"}""", true)]
    [InlineData("""{"\ud83d\ude00":"\uD83D\uDE00"}""", false)]
    [InlineData("""{"a":"\\ud800"}""", false)]
    public void Of_HalfOfASurrogatePair_IsAFault(string json, bool faulty) => Assert.Equal(faulty, Inspect(json).Fault is not null);

    [Fact]
    public void Of_InvalidUtf8_IsAFault() =>
        Assert.NotNull(JsonInspection.Of(new byte[] { (byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)':', (byte)'1',
            (byte)'}' }).Fault);

    /// <summary>For any mutation of a document: no exception, and the same verdict as the parser of the framework.</summary>
    [Fact]
    public void Of_MutatedDocuments_AgreesWithTheParser()
    {
        var random = new Random(20260131);
        var template = Encoding.UTF8.GetBytes("""{"engine_id":"track.summary","data":{"positions":[{"t":1,"lat":45.1,"lon":1e2},{"t":2}]},"options":{"tags":["a\u00e9","b"]}}""");
        for (var i = 0; i < 20_000; i++)
        {
            var mutated = (byte[])template.Clone();
            for (var edits = random.Next(1, 4); edits > 0; edits--)
            {
                mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            }

            Assert.Equal(ParserAccepts(mutated), JsonInspection.Of(mutated).Fault is null);
        }
    }

    private static bool ParserAccepts(byte[] json)
    {
        try
        {
            _ = new UTF8Encoding(false, true).GetString(json);
            return JsonNode.Parse(json, null, new JsonDocumentOptions { AllowDuplicateProperties = false }) is JsonObject;
        }
        catch (Exception exception) when (exception is JsonException or DecoderFallbackException)
        {
            return false;
        }
    }

    private static JsonInspection Inspect(string json) => JsonInspection.Of(Encoding.UTF8.GetBytes(json));
}
