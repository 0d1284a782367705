using System.Globalization;
using TlEngine.Schedules;

namespace TlEngine.Tests.Schedules;

/// <summary>
/// The clocks of Europe/Madrid go forward on 2026-03-29 02:00 → 03:00 and back on 2026-10-25 03:00 → 02:00 (IANA tz database).
/// </summary>
public sealed class FireTimesTests
{
    [Theory]
    [InlineData("30 2 * * *", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("30 2 * * *", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z")]
    [InlineData("0 3 * * *", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z")]
    public void After_LocalTimeSkipped_FiresAtTheNextValidInstant(string cron, string after, string expected) =>
        Assert.Equal(At(expected), FireTimes.After(Cron(cron, "Europe/Madrid"), At(after)));

    [Theory]
    [InlineData("2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z")]
    [InlineData("2026-10-25T01:00:00Z", "2026-10-26T01:30:00Z")]
    public void After_LocalTimeTwice_FiresTheFirstTimeOnly(string after, string expected) =>
        Assert.Equal(At(expected), FireTimes.After(Cron("30 2 * * *", "Europe/Madrid"), At(after)));

    [Fact]
    public void Between_SeveralSkippedTimes_FireOnceTogether() =>
        Assert.Equal(
            [At("2026-03-29T00:40:00Z"), At("2026-03-29T01:00:00Z"), At("2026-03-29T01:20:00Z")],
            FireTimes.Between(Cron("*/20 * * * *", "Europe/Madrid"), At("2026-03-29T00:20:00Z"), At("2026-03-29T01:20:00Z"), 100));

    [Fact]
    public void Between_MoreThanWanted_KeepsTheNewest() =>
        Assert.Equal(
            [At("2026-01-01T00:09:00Z"), At("2026-01-01T00:10:00Z")],
            FireTimes.Between(Cron("* * * * *", "Etc/UTC"), At("2026-01-01T00:00:00Z"), At("2026-01-01T00:10:30Z"), 2));

    [Fact]
    public void After_NoSuchDay_IsNull() => Assert.Null(FireTimes.After(Cron("0 0 30 2 *", "Etc/UTC"), At("2026-01-01T00:00:00Z")));

    [Theory]
    [InlineData("2026-01-01T00:00:00Z", "2026-01-01T00:01:30Z")]
    [InlineData("2026-01-01T00:01:29Z", "2026-01-01T00:01:30Z")]
    [InlineData("2026-01-01T00:01:30Z", "2026-01-01T00:03:00Z")]
    [InlineData("2026-02-01T00:00:00Z", "2026-02-01T00:01:30Z")]
    public void After_Interval_CountsFromTheCreation(string after, string expected) =>
        Assert.Equal(At(expected), FireTimes.After(Cron(null, "Etc/UTC") with { Every = TimeSpan.FromSeconds(90) }, At(after)));

    [Fact]
    public void After_EveryInstantOfAYear_GrowsAndIsStable()
    {
        var schedule = Cron("*/15 1-3 * * *", "America/New_York");
        var instant = At("2026-01-01T00:00:00Z");
        var end = At("2027-01-01T00:00:00Z");
        while (instant < end)
        {
            var next = FireTimes.After(schedule, instant)!.Value;
            Assert.True(next > instant);
            Assert.Equal(next, FireTimes.After(schedule, next - TimeSpan.FromTicks(1)));
            instant = next;
        }
    }

    private static Schedule Cron(string? cron, string zone) => new()
    {
        Id = Guid.Empty,
        Caller = "tl-plane",
        EngineId = "track.summary",
        Action = "run",
        Data = "{}",
        Cron = cron,
        TimeZone = zone,
        CreatedAt = At("2026-01-01T00:00:00Z"),
    };

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
