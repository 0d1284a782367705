using TlEngine.Engines.Series.Anomaly;

namespace TlEngine.Tests.Engines.Series.Anomaly;

public sealed class HourOfWeekTests
{
    private const string Baseline = "\"baseline\":\"hour_of_week\",\"time_zone\":\"Europe/Berlin\",\"modified_z_threshold\":20";

    [Theory]
    [InlineData("2024-03-04T00:00:00Z", "UTC", 0)]
    [InlineData("2024-03-03T23:59:59Z", "UTC", 167)]
    [InlineData("2024-03-03T23:00:00Z", "Europe/Berlin", 0)]
    [InlineData("2024-07-07T22:00:00Z", "Europe/Berlin", 0)]
    [InlineData("2024-03-31T00:59:59Z", "Europe/Berlin", 145)]
    [InlineData("2024-03-31T01:00:00Z", "Europe/Berlin", 147)]
    [InlineData("2024-10-27T00:30:00Z", "Europe/Berlin", 146)]
    [InlineData("2024-10-27T01:30:00Z", "Europe/Berlin", 146)]
    [InlineData("2024-03-04T18:15:00Z", "Asia/Kathmandu", 24)]
    [InlineData("2024-04-06T14:59:59Z", "Australia/Lord_Howe", 145)]
    [InlineData("2024-04-06T15:00:00Z", "Australia/Lord_Howe", 145)]
    [InlineData("2011-12-30T09:59:59Z", "Pacific/Apia", 95)]
    [InlineData("2011-12-30T10:00:00Z", "Pacific/Apia", 120)]
    [InlineData("0001-01-01T00:00:00Z", "UTC", 0)]
    [InlineData("0001-01-01T00:00:00Z", "America/New_York", 163)]
    public void Of_Instant_IsTheHourOnTheClock(string time, string zone, int expected) =>
        Assert.Equal(expected, HourOfWeek.Of(DateTimeOffset.Parse(time, null).UtcTicks, TimeZoneInfo.FindSystemTimeZoneById(zone)));

    [Fact]
    public void Run_RushHourThatFails_IsFoundWithTheBaselineOnly()
    {
        // Eight weeks over a change of the clocks: 100 from 8 to 9 on weekdays, else 10, a little noise, and one quiet rush hour.
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var start = new DateTimeOffset(2024, 3, 4, 0, 0, 0, TimeSpan.Zero);
        var quiet = new DateTimeOffset(2024, 4, 10, 6, 0, 0, TimeSpan.Zero);
        var points = Enumerable.Range(0, 8 * 7 * 24).Select(i =>
        {
            var local = TimeZoneInfo.ConvertTime(start.AddHours(i), zone);
            var rush = local.Hour == 8 && local.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
            return (start.AddHours(i), (rush && start.AddHours(i) != quiet ? 100 : 10) + (i * 37 % 11 * 0.1));
        }).ToArray();
        var expected = Array.FindIndex(points, point => point.Item1 == quiet);

        Assert.Equal([expected], Anomalies.Of(points, Baseline).Indices);
        Assert.DoesNotContain(expected, Anomalies.Of(points).Indices);
        var anomaly = Assert.Single(Anomalies.Of(points, Baseline).Json.GetProperty("anomalies").EnumerateArray());
        Assert.Equal(100.5, anomaly.GetProperty("expected").GetDouble(), 0.6);
    }

    [Fact]
    public void Run_TooFewPointsInAnHour_ComparesWithTheWholeSeries() =>
        Assert.Equal([4], Anomalies.Of(SeriesData.Every(86_400, 1, 2, 3, 2, 100, 2, 1), Baseline).Indices);
}
