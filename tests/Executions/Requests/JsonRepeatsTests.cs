using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TlEngine.Executions.Requests;

namespace TlEngine.Tests.Executions.Requests;

public sealed class JsonRepeatsTests
{
    private static readonly string[] Documents =
    [
        """{"p":[{"t":1,"lat":45.1,"lon":-1e2},{"t":2,"lat":0.5,"lon":7},{"t":30,"lat":0,"lon":1E+9},{"t":4}],"o":{"a":[1,2,-3.5,4]}}""",
        """{"p": [ {"t": "a", "on": true} , {"t": "bcd", "on": false},{"t": "", "on": null}, {"t": "x", "on": 12} ], "n": [1 , 2 ,3]}""",
        """{"p":[{},{},{}],"q":[[{"a":1},{"a":2}],{"a":{"a":1}},{"a":{"a":1}}],"r":{"x":{"a":1},"y":{"a":1}}}""",
    ];

    // What repeats is walked over only as far as there are bytes enough behind it to be looked at together.
    private static readonly string Rest = $"\"rest\":\"{new string('.', 200)}\"";

    private static readonly byte[] Telling = Encoding.UTF8.GetBytes("{}[],:\"\\-+.eE0123456789 \n\ttfnulx\u0001");

    /// <summary>For any mutation of documents that repeat themselves: the verdict and the members of the framework's parser.</summary>
    [Fact]
    public void Of_MutatedRepeats_AgreesWithTheParser()
    {
        var random = new Random(20261122);
        var templates = Documents.Concat(Documents.Select(document => $"{document[..^1]},{Rest}}}"));
        foreach (var template in templates.Select(Encoding.UTF8.GetBytes))
        {
            for (var i = 0; i < 10_000; i++)
            {
                var mutated = template.ToList();
                for (var edits = random.Next(1, 3); edits > 0; edits--)
                {
                    Mutate(mutated, random);
                }

                Compare([.. mutated]);
            }
        }
    }

    [Fact]
    public void SkipRows_RowsOfOneShape_EndsAfterTheLast()
    {
        const string Rows = """[{"t":1,"a":"x"}, {"t":-2.5e3,"a":""}, {"t":null,"a":true}, {"t":7.25,"a":-0.5}""";

        Assert.Equal(Rows.Length, JsonRepeats.SkipRows(Encoding.UTF8.GetBytes($$"""{{Rows}}, {"a":1,"t":2},{{{Rest}}}]"""), 1, 16));
    }

    [Fact]
    public void SkipRows_RowWithOneMoreMember_StopsBeforeIt() => Assert.Equal(
        """[{"t":1},{"t":2}"""u8.Length,
        JsonRepeats.SkipRows(Encoding.UTF8.GetBytes($$"""[{"t":1},{"t":2},{"t":3,"a":4},{{{Rest}}}]"""), 1, 8));

    [Theory]
    [InlineData("[1,-20 , 3.5", "\"4\"")]
    [InlineData("[1,-20, 3.5,0,-0.125,123456789012345,1234567890123456,1e5", "01")]
    [InlineData("[1,2", "3.")]
    [InlineData("[1,2", "-")]
    [InlineData("[1,2", "00")]
    [InlineData("[1,2", ".5")]
    public void SkipNumbers_ThenSomethingElse_EndsAfterTheLastNumber(string numbers, string other) =>
        Assert.Equal(numbers.Length, JsonRepeats.SkipNumbers(Encoding.UTF8.GetBytes($$"""{{numbers}},{{other}},{{{Rest}}}]"""), 2));

    [Theory]
    [InlineData("""{"t":01}""")]
    [InlineData("""{"t":1.}""")]
    [InlineData("""{"t":-}""")]
    [InlineData("""{"t":1e}""")]
    [InlineData("""{"t":.5}""")]
    [InlineData("""{"t":nul}""")]
    [InlineData("""{"t":"a""")]
    [InlineData("{\"t\":\"\t\"}")]
    [InlineData("""{"t":"\n"}""")]
    [InlineData("""{"t":[1]}""")]
    [InlineData("""{"t":1 }""")]
    [InlineData("""{"u":1}""")]
    public void SkipRows_ThenARowToBeLookedAt_StopsBeforeIt(string row) =>
        Assert.Equal(8, JsonRepeats.SkipRows(Encoding.UTF8.GetBytes($$"""[{"t":1},{{row}},{{{Rest}}}]"""), 1, 8));

    /// <summary>A fault after thousands of skipped rows is told with its line and byte.</summary>
    [Fact]
    public void Of_FaultFarDown_IsToldWhereItIs()
    {
        var rows = string.Join(",\n", Enumerable.Range(0, 5000).Select(i => $$"""{"t":{{i}},"lat":1.5}"""));

        var fault = JsonInspection.Of(Encoding.UTF8.GetBytes($$"""{"positions":[{{rows}},{{"\n"}}{"t":01}]}""")).Fault;

        Assert.Contains("line 5001, byte 7", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NameTwiceInALaterRow_IsAFault() => Assert.EndsWith(
        "at byte 35.", JsonInspection.Of("""{"p":[{"t":1},{"t":2},{"t":3,"a":4,"t":5}]}"""u8.ToArray()).Fault, StringComparison.Ordinal);

    private static void Mutate(List<byte> json, Random random)
    {
        var at = random.Next(Math.Min(json.Count, Documents[0].Length));
        switch (random.Next(4))
        {
            case 0:
                json.RemoveAt(at);
                break;
            case 1:
                json.Insert(at, Telling[random.Next(Telling.Length)]);
                break;
            case 2:
                json.Insert(at, json[random.Next(json.Count)]);
                break;
            default:
                json[at] = Telling[random.Next(Telling.Length)];
                break;
        }
    }

    private static void Compare(byte[] json)
    {
        var inspection = JsonInspection.Of(json);
        var parsed = Parse(json);
        Assert.True(parsed is null == inspection.Fault is not null, Encoding.UTF8.GetString(json));
        if (parsed is not null)
        {
            Assert.Equal(parsed.Select(member => member.Key), inspection.Members.Select(member => member.Name));
            Assert.All(
                inspection.Members, member => Assert.True(JsonNode.DeepEquals(parsed[member.Name], JsonNode.Parse(member.Value.Span))));
        }
    }

    private static JsonObject? Parse(byte[] json)
    {
        try
        {
            return JsonNode.Parse(json, null, new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
