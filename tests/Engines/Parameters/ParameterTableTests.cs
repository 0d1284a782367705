using System.Text;
using System.Text.Json;
using TlEngine.Engines.Json;
using TlEngine.Engines.Parameters;
using TlEngine.Executions;

namespace TlEngine.Tests.Engines.Parameters;

public sealed class ParameterTableTests
{
    private static readonly ParameterTable<Sample> Subject = new();

    private enum Mode
    {
        TimeRatio = 0,
        DouglasPeucker = 1,
    }

    [Fact]
    public void Write_NothingRead_IsTheDefaultsWithoutTheUnset() => Assert.Equal(
        """{"limit_mps":2.5,"count":3,"strict":true,"mode":"time_ratio","zone":"UTC","radius_m":1}""", Effective("{}"));

    [Fact]
    public void TryRead_EveryKind_BecomesEffective() => Assert.Equal(
        """{"limit_mps":10,"count":4,"strict":false,"mode":"douglas_peucker","zone":"Asia/Tokyo","now":"1970-01-01T00:00:01Z","radius_m":2}""",
        Effective("""{"now":1e3,"zone":"Asia/Tokyo","mode":"douglas_peucker","strict":false,"count":4.0,"limit_mps":1e1,"radius_m":2}"""));

    [Fact]
    public void TryRead_Null_CountsAsAbsent() =>
        Assert.Equal(Effective("{}"), Effective("""{"limit_mps":null,"mode":null,"now":null,"zone":null}"""));

    [Theory]
    [InlineData("""{"limit_mps":11}""", "/limit_mps", "Found 11; expected a number from 0 to 10.")]
    [InlineData("""{"limit_mps":"1"}""", "/limit_mps", "Found \"1\"; expected a number from 0 to 10.")]
    [InlineData("""{"radius_m":1e999}""", "/radius_m", "Found 1e999; expected a number of at least 1.")]
    [InlineData("""{"count":1.5}""", "/count", "Found 1.5; expected a whole number from 1 to 100.")]
    [InlineData("""{"strict":0}""", "/strict", "Found 0; expected true or false.")]
    [InlineData("""{"mode":"TimeRatio"}""", "/mode", "Found \"TimeRatio\"; expected one of time_ratio, douglas_peucker.")]
    [InlineData("""{"zone":"../../etc/passwd"}""", "/zone",
        "Found \"../../etc/passwd\"; expected the IANA name of a time zone, for example America/Argentina/Buenos_Aires.")]
    [InlineData("""{"zone":"Mars/Olympus"}""", "/zone",
        "Found \"Mars/Olympus\"; expected the IANA name of a time zone, for example America/Argentina/Buenos_Aires.")]
    [InlineData("""{"now":1e308}""", "/now", "Found 1e308; expected an RFC 3339 time or epoch milliseconds.")]
    public void TryRead_BadValue_IsNamedWithWhatIsExpected(string json, string pointer, string detail)
    {
        var errors = new InputErrors();
        Read(json, errors);
        Assert.Equal([new InputError(pointer, detail)], errors.ToList());
    }

    [Fact]
    public void Descriptions_Declarations_CarryUnitRangeDefaultAndSource()
    {
        var limit = Subject.Descriptions[0];
        Assert.Equal(
            ("limit_mps", "number", "m/s", 0.0, 10.0, "a source"),
            (limit.Name, limit.Type, limit.Unit, limit.Minimum, limit.Maximum, limit.Source));
        Assert.Equal("2.5", limit.Default!.ToJsonString());
        Assert.Equal(["time_ratio", "douglas_peucker"], Subject.Descriptions.Single(parameter => parameter.Name == "mode").AllowedValues);
    }

    [Fact]
    public void InputSchema_Parameters_AreFlatMembersWithTheirRanges()
    {
        var schema = InputSchema.Create("positions", [], Subject.Descriptions);
        var limit = schema["properties"]!["limit_mps"]!;
        Assert.Equal("""["number","null"]""", limit["type"]!.ToJsonString());
        Assert.Equal(10, limit["maximum"]!.GetValue<double>());
        Assert.Equal("""["string","number","null"]""", schema["properties"]!["now"]!["type"]!.ToJsonString());
        Assert.False(schema["additionalProperties"]!.GetValue<bool>());
    }

    private static string Effective(string json)
    {
        var errors = new InputErrors();
        var record = Read(json, errors);
        Assert.Empty(errors.ToList());
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Subject.Write(writer, record);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static Sample Read(string json, InputErrors errors)
    {
        var scanner = new Utf8Scanner(Encoding.UTF8.GetBytes(json));
        var record = new Sample();
        Assert.True(scanner.TryTake((byte)'{'));
        while (scanner.NextMember(out var name))
        {
            Assert.True(Subject.TryRead(name, ref scanner, record, errors));
        }

        Assert.False(scanner.Broken);
        return record;
    }

    private record Base
    {
        [Parameter("A radius.", Minimum = 1)]
        public double RadiusM { get; init; } = 1;
    }

    private sealed record Sample : Base
    {
        [Parameter("A limit.", Unit = "m/s", Minimum = 0, Maximum = 10, Source = "a source")]
        public double LimitMps { get; init; } = 2.5;

        [Parameter("A count.", Minimum = 1, Maximum = 100)]
        public int Count { get; init; } = 3;

        [Parameter("A choice.")]
        public bool Strict { get; init; } = true;

        [Parameter("A word.")]
        public Mode Mode { get; init; }

        [Parameter("A zone.")]
        public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

        [Parameter("A time.")]
        public DateTimeOffset? Now { get; init; }
    }
}
