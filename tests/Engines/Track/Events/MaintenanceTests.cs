using static TlEngine.Tests.Engines.Track.Events.Found;

namespace TlEngine.Tests.Engines.Track.Events;

public sealed class MaintenanceTests
{
    private const string Every10Km = "\"maintenance_period_m\":10000";

    /// <summary>
    /// The four steps of Traccar's MaintenanceEventHandlerTest (Apache-2.0; traccar/traccar at 2abbf09): first due at 10,000, then every
    /// 2,000.
    /// </summary>
    [Theory]
    [InlineData(1999, 2001, false)]
    [InlineData(3999, 4001, false)]
    [InlineData(9999, 10001, true)]
    [InlineData(11999, 12001, true)]
    public void Run_TraccarsSteps_FallDueAsInTraccar(double before, double after, bool due)
    {
        var found = In(
            [At(0, odometer: before), At(10, odometer: after)], "\"maintenance_period_m\":2000,\"maintenance_start_m\":10000");
        Assert.Equal(due ? ["maintenance@10#1"] : [], found.Events);
    }

    [Fact]
    public void Run_SeveralPeriodsAtOnce_AreOneEvent()
    {
        var due = In([At(0, odometer: 9000), At(10, odometer: 34_000)], Every10Km).Event(0);
        Assert.Equal(34_000, due.GetProperty("value_m").GetDouble());
        Assert.Equal(30_000, due.GetProperty("due_m").GetDouble());
        Assert.Equal(3, due.GetProperty("count").GetDouble());
    }

    [Theory]
    [InlineData("9999 10001 9998 10002 10003", "maintenance@1#1")]
    [InlineData("9999 0 9999 10001", "maintenance@3#3")]
    [InlineData("49999 50001 100 9999 10001", "maintenance@1#1 maintenance@4#4")]
    [InlineData("19999 9 9999 10001", "maintenance@3#3")]
    [InlineData("19999 10000 19999 20001", "maintenance@3#3")]
    [InlineData("9999 1e300 10001", "maintenance@2#2")]
    [InlineData("50001 50002", "")]
    public void Run_OdometerThatTremblesOrStartsAnew_SaysNothingTwice(string odometers, string expected)
    {
        var fixes = odometers.Split(' ').Select((value, i) =>
            At(i, odometer: double.Parse(value, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(expected, string.Join(' ', In(fixes, Every10Km).Events));
    }

    [Fact]
    public void Run_OnDistance_CountsOverAllCalls()
    {
        const string Parameters = "\"maintenance_on\":\"distance\",\"maintenance_period_m\":1000";
        var first = In([At(0), At(60, 600), At(120, 900)], Parameters);
        var second = In([At(180, 1100), At(240, 1900)], Parameters, first.State);

        Assert.Empty(first.Events);
        Assert.Equal(["maintenance@180#0"], second.Events);
        Assert.Equal(1000, second.Event(0).GetProperty("due_m").GetDouble());
        Assert.Equal(1100, second.Event(0).GetProperty("value_m").GetDouble(), 1e-3);
    }
}
