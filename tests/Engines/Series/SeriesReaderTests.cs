using System.Globalization;
using System.Text;
using TlEngine.Engines.Json;
using TlEngine.Engines.Series;
using TlEngine.Engines.Series.Aggregate;
using TlEngine.Tests.Engines.Tables;

namespace TlEngine.Tests.Engines.Series;

public sealed class SeriesReaderTests
{
    private static readonly SeriesAggregateEngine Engine = new();

    [Fact]
    public void Prepare_Columns_AreTheSameAsRows()
    {
        const string rows = """{"series":[{"t":0,"value":1},{"value":null,"t":"1970-01-01T00:00:01Z"},{"t":2000,"value":-2.5e1}]}""";
        const string columns = """{"series":{"value":[1,null,-25],"t":[0,1000,"1970-01-01T00:00:02Z"]}}""";
        Assert.Equal(Engine.RunToText(rows), Engine.RunToText(columns));
        Assert.Equal(3, Engine.PrepareReady(rows).Size);
    }

    /// <summary>However many points, times and values are written in whatever way: columns are what rows are.</summary>
    [Fact]
    public void Run_AnyColumns_AreTheSameAsRows()
    {
        var random = new Random(20261129);
        string[] odd = ["null", "-0.5", "1e3", "-1.5E-2", "123456789012345678", "0.1234567890123456789", "-34.603722"];
        for (var i = 0; i < 200; i++)
        {
            var gap = random.Next(2) == 0 ? "" : " ";
            var points = Enumerable.Range(0, random.Next(1, 300)).Select(k => (
                Time: random.Next(3) == 0
                    ? $"\"{DateTime.UnixEpoch.AddMilliseconds(k * 60_250L):yyyy-MM-ddTHH':'mm':'ss.fffZ}\""
                    : $"{k * 60_250L}",
                Value: random.Next(5) == 0
                    ? odd[random.Next(odd.Length)]
                    : Math.Round(random.NextDouble() * 1000, random.Next(9)).ToString(CultureInfo.InvariantCulture))).ToList();
            var rows = string.Join(',', points.Select(point => $$"""{"t":{{gap}}{{point.Time}},{{gap}}"value":{{point.Value}}}"""));
            var times = string.Join($",{gap}", points.Select(point => point.Time));
            var values = string.Join($",{gap}", points.Select(point => point.Value));

            Assert.Equal(
                Engine.RunToText($$"""{"series":[{{rows}}],"bucket":"PT1H"}"""),
                Engine.RunToText($$"""{"series":{"t":[{{times}}],"value":[{{values}}]},"bucket":"PT1H"}"""));
        }
    }

    /// <summary>However rows are written and mixed, and whatever the numbers look like: what the framework's parser reads.</summary>
    [Fact]
    public void Read_AnyRowsAndColumns_AreWhatTheParserReads()
    {
        var random = new Random(20261129);
        for (var document = 0; document < 400; document++)
        {
            var rows = new TableRows(random, ["t", "value"]);
            var asRows = rows.ToRows();
            var parsed = new ParsedTable(asRows);
            using var fromRows = Read(asRows);
            using var fromColumns = Read(rows.ToColumns());

            parsed.IsSame(SeriesReader.Table, fromRows, _ => fromRows.Values.ToArray());
            parsed.IsSame(SeriesReader.Table, fromColumns, _ => fromColumns.Values.ToArray());
        }
    }

    [Fact]
    public void Read_MoreRowsThanExpected_GrowsAllColumns()
    {
        using var series = Read($"[{string.Join(',', Enumerable.Range(0, 5000).Select(i => $$"""{"t":{{i}},"value":{{i}}}"""))}]");

        Assert.Equal(Enumerable.Range(0, 5000).Select(i => (double)i), series.Values.ToArray());
    }

    [Theory]
    [InlineData("""{}""", "/series", "Missing")]
    [InlineData("""[]""", "", "expected an object")]
    [InlineData("""{"series":7}""", "/series", "Found 7; expected an array of points")]
    [InlineData("""{"series":[{"t":0}]}""", "/series/0/value", "Missing")]
    [InlineData("""{"series":[{"value":0}]}""", "/series/0/t", "Missing")]
    [InlineData("""{"series":[{"t":0,"value":1},{"t":0,"value":"1"}]}""", "/series/1/value", "Found \"1\"; expected a number or null")]
    [InlineData("""{"series":[{"t":"today","value":1}]}""", "/series/0/t", "expected an RFC 3339 time")]
    [InlineData("""{"series":[{"t":0,"value":1,"v":2}]}""", "/series/0/v", "Unknown member; expected t, value")]
    [InlineData("""{"series":[4]}""", "/series/0", "expected an object")]
    [InlineData("""{"series":{"t":[0,1],"value":[1]}}""", "/series/value", "1 values; expected 2")]
    [InlineData("""{"series":{"t":[0]}}""", "/series/value", "Missing; expected an array, each value a number or null.")]
    [InlineData("""{"series":[{"t":0,"value":1},{"t":1,"value":1},{"t":2,"value":true}]}""", "/series/2/value", "Found true")]
    [InlineData("""{"series":{"t":"now","value":[1]}}""", "/series/t", "Found \"now\"; expected an array")]
    [InlineData("""{"series":{"t":[0],"value":1}}""", "/series/value", "Found 1; expected an array")]
    [InlineData("""{"series":{"t":[0],"value":[true]}}""", "/series/value/0", "Found true")]
    [InlineData("""{"series":[],"bucket":"P1DT1H"}""", "/bucket", "hours, minutes and seconds (PT0.001S to PT87600H), of weeks and days")]
    [InlineData("""{"series":[],"statistics":["mean","mode"]}""", "/statistics", "expected an array of different words")]
    [InlineData("""{"series":[],"statistics":["mean","mean"]}""", "/statistics", "expected an array of different words")]
    [InlineData("""{"series":[],"method":"iqr"}""", "/method", "Unknown member")]
    public void Prepare_NoRequest_NamesTheFault(string data, string pointer, string detail)
    {
        var error = Assert.Single(Engine.PrepareRefused(data));
        Assert.Equal(pointer, error.Pointer);
        Assert.Contains(detail, error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_PointBehindManyItemsThatAreNone_NamesThoseItems()
    {
        var items = string.Join(',', Enumerable.Repeat("0", 500));
        var errors = Engine.PrepareRefused($$"""{"series":[{{items}},{"t":0,"value":1}]}""");
        Assert.Equal(("/series/99", "400 more errors; the first 100 are listed."), (errors[^2].Pointer, errors[^1].Detail));
    }

    [Theory]
    [InlineData("""{"t":null,"value":1}""", "invalid")]
    [InlineData("""{"t":1e300,"value":1}""", "invalid")]
    [InlineData("""{"t":5,"value":1e400}""", "invalid")]
    [InlineData("""{"t":5,"value":null}""", "missing")]
    [InlineData("""{"t":1000,"value":7}""", "duplicate")]
    [InlineData("""{"t":1000,"value":8}""", "conflict")]
    public void Run_BadPoint_IsFlaggedAndNotUsed(string point, string flag)
    {
        var quality = Engine.Run($$"""{"series":[{"t":1000,"value":7},{{point}}]}""").GetProperty("quality");
        Assert.Equal($$$"""{"input":2,"used":1,"flags":{"{{{flag}}}":1}}""", quality.GetRawText());
    }

    [Fact]
    public void Run_LatePoint_IsFlaggedAndUsed()
    {
        var quality = Engine.Run("""{"series":[{"t":1000,"value":7},{"t":0,"value":8}]}""").GetProperty("quality");
        Assert.Equal("""{"input":2,"used":2,"flags":{"out_of_order":1}}""", quality.GetRawText());
    }

    private static SeriesColumns Read(string json)
    {
        var scanner = new Utf8Scanner(Encoding.UTF8.GetBytes(json));
        var errors = new InputErrors();
        var series = SeriesReader.Read(ref scanner, errors);
        Assert.False(scanner.Broken);
        Assert.Empty(errors.ToList());
        return series!;
    }
}
