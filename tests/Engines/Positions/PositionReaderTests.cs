using System.Text;
using TlEngine.Engines.Json;
using TlEngine.Engines.Positions;
using TlEngine.Executions;
using TlEngine.Tests.Engines.Tables;

namespace TlEngine.Tests.Engines.Positions;

public sealed class PositionReaderTests
{
    private const string Epoch = "621355968000000000";

    [Theory]
    [InlineData("""[{"t":0,"lat":1.5,"lon":-2}]""")]
    [InlineData(""" [ { "lon" : -2.0 , "t" : "1970-01-01T00:00:00Z" , "lat" : 15e-1 } ] """)]
    [InlineData("""{"t":[0],"lat":[1.5],"lon":[-2]}""")]
    [InlineData("""{ "lat" : [ 1.5 ] , "lon" : [ -2 ] , "speed" : [ null ] , "t" : [ 0 ] }""")]
    public void Read_SamePosition_IsTheSameInEveryForm(string json)
    {
        using var columns = Read(json, []);

        Assert.Equal(1, columns!.Count);
        Assert.Equal(Epoch, columns.Times[0].ToString());
        Assert.Equal(1.5, columns.Latitudes[0]);
        Assert.Equal(-2, columns.Longitudes[0]);
        Assert.True(!columns.Has(PositionColumn.Speed) || double.IsNaN(columns.Values(PositionColumn.Speed)[0]));
    }

    [Fact]
    public void Read_RowsOfChangingLayout_KeepTheirOwnValues()
    {
        using var columns = Read(
            """
            [{"t":0,"lat":1,"lon":2,"speed":3},{"t":0,"lat":4,"lon":5,"speed":6},{"t":0,"lat":7,"lon":8},
             {"t":0,"lat":7,"lon":8},{"speed":9,"t":0,"lat":10,"lon":11,"ignition":true},
             {"speed":9,"t":0,"lat":10,"lon":11,"ignition":false},
             {"t":null,"lat":null,"lon":-1e2,"course":1,"accuracy":2,"odometer":3}]
            """, []);

        Assert.Equal([1, 4, 7, 7, 10, 10, double.NaN], columns!.Latitudes.ToArray());
        Assert.Equal([2, 5, 8, 8, 11, 11, -100], columns.Longitudes.ToArray());
        Assert.Equal([3, 6, double.NaN, double.NaN, 9, 9, double.NaN], columns.Values(PositionColumn.Speed).ToArray());
        Assert.Equal([double.NaN, double.NaN, double.NaN, double.NaN, 1, 0, double.NaN], columns.Values(PositionColumn.Ignition).ToArray());
        Assert.Equal(3, columns.Values(PositionColumn.Odometer)[6]);
        Assert.Equal(Rfc3339.NoTime, columns.Times[6]);
    }

    /// <summary>However rows are written and mixed, and whatever the numbers look like: what the framework's parser reads.</summary>
    [Fact]
    public void Read_AnyRowsAndColumns_AreWhatTheParserReads()
    {
        var random = new Random(20261129);
        for (var document = 0; document < 400; document++)
        {
            var rows = new TableRows(random, ["t", "lat", "lon"], "speed", "course", "accuracy", "odometer");
            var asRows = rows.ToRows();
            var parsed = new ParsedTable(asRows);
            using var fromRows = Read(asRows, []);
            using var fromColumns = Read(rows.ToColumns(), []);

            parsed.IsSame(PositionReader.Table, fromRows!, column => fromRows!.Values((PositionColumn)column).ToArray());
            parsed.IsSame(PositionReader.Table, fromColumns!, column => fromColumns!.Values((PositionColumn)column).ToArray());
        }
    }

    [Fact]
    public void Read_MoreRowsThanExpected_GrowsAllColumns()
    {
        var rows = Enumerable.Range(0, 5000).Select(i => $$"""{"t":{{i}},"lat":1,"lon":{{i}}{{(i < 4000 ? "" : ",\"speed\":1")}}}""");

        using var columns = Read($"[{string.Join(',', rows)}]", []);

        Assert.Equal(5000, columns!.Count);
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => (double)i), columns.Longitudes.ToArray());
        Assert.Equal(4000, columns.Values(PositionColumn.Speed).ToArray().Count(double.IsNaN));
    }

    [Theory]
    [InlineData("""[{"t":0,"lat":1,"lon":2},{"t":0,"lon":2}]""", "/positions/1/lat", "Missing; expected a number of degrees.")]
    [InlineData("""[{"t":0,"lat":"north","lon":2}]""", "/positions/0/lat", "Found \"north\"; expected a number of degrees.")]
    [InlineData("""[{"t":"soon","lat":1,"lon":2}]""", "/positions/0/t", "Found \"soon\"; expected an RFC 3339 time or epoch milliseconds.")]
    [InlineData("""[{"t":0,"lat":1,"lon":2,"a/b~c":{"x":[1]}}]""", "/positions/0/a~1b~0c",
        "Unknown member; expected t, lat, lon, speed, course, accuracy, ignition, odometer.")]
    [InlineData("""[{"t":0,"lat":1,"lon":2,"ignition":1}]""", "/positions/0/ignition", "Found 1; expected true or false.")]
    [InlineData("""[7]""", "/positions/0", "Found 7; expected an object.")]
    [InlineData("\"track\"", "/positions", "Found \"track\"; expected an array of positions, or an object of columns.")]
    [InlineData("""{"t":[0,1],"lat":[1,"x"],"lon":[1,2]}""", "/positions/lat/1", "Found \"x\"; expected a number of degrees.")]
    [InlineData("""{"t":[0,1],"lat":[1],"lon":[1,2]}""", "/positions/lat", "1 values; expected 2, as many as t has.")]
    [InlineData("""{"t":[0],"lat":[1]}""", "/positions/lon", "Missing; expected an array, each value a number of degrees.")]
    [InlineData("""{"t":[0],"lat":[1],"lon":[2],"alt":[3]}""", "/positions/alt",
        "Unknown member; expected t, lat, lon, speed, course, accuracy, ignition, odometer.")]
    [InlineData("""{"t":[0],"lat":[1],"lon":2}""", "/positions/lon", "Found 2; expected an array.")]
    [InlineData("""{"t":0,"lat":[1],"lon":[2]}""", "/positions/t", "Found 0; expected an array.")]
    [InlineData("""{"lat":[1],"lon":[2]}""", "/positions/t",
        "Missing; expected an array, each value an RFC 3339 time or epoch milliseconds.")]
    public void Read_Fault_IsNamedWithItsPointer(string json, string pointer, string detail)
    {
        var errors = new List<InputError>();
        Read(json, errors)?.Dispose();
        Assert.Equal([new InputError(pointer, detail)], errors);
    }

    [Fact]
    public void Read_TheSameFaultInEveryRow_IsReportedForEach()
    {
        var errors = new List<InputError>();
        Read("""[{"t":0,"lat":1},{"t":0,"lat":1},{"t":0,"lat":1,"x":1},{"t":0,"lat":1,"x":1}]""", errors)?.Dispose();
        Assert.Equal(
            ["/positions/0/lon", "/positions/1/lon", "/positions/2/x", "/positions/2/lon", "/positions/3/x", "/positions/3/lon"],
            errors.Select(error => error.Pointer));
    }

    /// <summary>The layout of the row before says where a value is, not that its type is right.</summary>
    [Theory]
    [InlineData("""{"t":0,"lat":1,"lon":2,"ignition":1}""", "/positions/1/ignition")]
    [InlineData("""{"t":true,"lat":1,"lon":2,"ignition":true}""", "/positions/1/t")]
    [InlineData("""{"t":0,"lat":"1","lon":2,"ignition":true}""", "/positions/1/lat")]
    public void Read_MistypedValueInAFamiliarRow_IsFound(string row, string pointer)
    {
        var errors = new List<InputError>();
        Read($$"""[{"t":0,"lat":1,"lon":2,"ignition":true},{{row}}]""", errors)?.Dispose();
        Assert.Equal([pointer], errors.Select(error => error.Pointer));
    }

    [Fact]
    public void Read_ManyFaults_ListsAHundredAndCountsTheRest()
    {
        var errors = new List<InputError>();
        Read($"[{string.Join(',', Enumerable.Repeat("1", 250))}]", errors)?.Dispose();
        Assert.Equal(101, errors.Count);
        Assert.Equal(new InputError("", "150 more errors; the first 100 are listed."), errors[^1]);
    }

    private static PositionColumns? Read(string json, List<InputError> found)
    {
        var scanner = new Utf8Scanner(Encoding.UTF8.GetBytes(json));
        var errors = new InputErrors();
        var columns = PositionReader.Read(ref scanner, errors);
        Assert.False(scanner.Broken);
        found.AddRange(errors.ToList());
        return columns;
    }
}
