using TlEngine.Schedules;

namespace TlEngine.Tests.Schedules;

/// <summary>A year of cron schedules in zones whose clocks do all that clocks do, against <see cref="MinuteByMinute"/>.</summary>
public sealed class YearOfSchedulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Zones { get; } =
    [
        "Etc/UTC", "Europe/Madrid", "Europe/London", "America/New_York", "America/Argentina/Buenos_Aires", "America/Santiago",
        // Half an hour forward and back; clocks that go back for Ramadan; offsets of three quarters of an hour; jumps at midnight.
        "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu", "Pacific/Chatham", "Pacific/Apia", "Africa/Cairo", "Asia/Beirut",
    ];

    [Theory]
    [MemberData(nameof(Zones))]
    public void Year_EveryFireTime_IsTheOneOfTheClock(string zone)
    {
        foreach (var cron in (string[])
            [
                "30 2 * * *", "0 0 * * *", "*/15 1-3 * * *", "59 23 * * *", "15 * * * *", "5,35 0-4/2 * * 0", "45 1 28-31 * *", "0 3 29 3 *",
                "0 0 13 * 5", "0 12 1,15 */3 6-7", "0 6 */10 * 1", "20 4 31 * 3-7/2", "0 5 7 * 7",
            ])
        {
            var schedule = new Schedule
            {
                Id = Guid.Empty,
                Caller = "tl-plane",
                EngineId = "track.summary",
                Action = "run",
                Data = "{}",
                Cron = cron,
                TimeZone = zone,
                CreatedAt = Start,
            };
            var expected = MinuteByMinute.FireTimes(cron, zone, Start, Start.AddYears(1));

            var found = FireTimes.Between(schedule, Start, Start.AddYears(1), 40_000);

            Assert.Equal((cron, string.Join('\n', expected.Except(found))), (cron, ""));
            Assert.Equal((cron, string.Join('\n', found.Except(expected))), (cron, ""));
            Assert.Equal(expected, found);
        }
    }
}
