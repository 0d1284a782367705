using TlEngine.Schedules;

namespace TlEngine.Tests.Schedules;

/// <summary>What crontab(5) says of days: "If both fields are restricted (i.e., do not contain the "*" character), the command will be run
/// when either field matches the current time. For example, "30 4 1,15 * 5" would cause a command to be run at 4:30 am on the 1st and 15th
/// of each month, plus every Friday."</summary>
public sealed class CronExpressionTests
{
    private static readonly DateTime _january = new(2026, 1, 1);

    [Fact]
    public void After_DayOfMonthAndWeekdayRestricted_EitherMatches() =>
        Assert.Equal([1, 2, 9, 15, 16, 23, 30], Days("30 4 1,15 * 5"));

    [Theory]
    [InlineData("0 0 * * 7", "4,11,18,25")]
    [InlineData("0 0 * * 6-7", "3,4,10,11,17,18,24,25,31")]
    [InlineData("0 0 * * 1,7", "4,5,11,12,18,19,25,26")]
    [InlineData("0 0 * * 5-7/2", "2,4,9,11,16,18,23,25,30")]
    [InlineData("0 0 * * sun", "4,11,18,25")]
    public void After_WeekdaySeven_IsSunday(string cron, string days) => Assert.Equal(days, string.Join(',', Days(cron)));

    [Theory]
    [InlineData("")]
    [InlineData("0 0 * *")]
    [InlineData("0 0 * * * *")]
    [InlineData("60 0 * * *")]
    [InlineData("0 0 0 * *")]
    [InlineData("0 0 * * 8")]
    [InlineData("0 0 * * 7-8")]
    [InlineData("0 0 * * 1-7/0")]
    [InlineData("0 0 13 * 8")]
    [InlineData("@daily")]
    public void TryParse_NoExpression_IsNull(string text) => Assert.Null(CronExpression.TryParse(text));

    private static List<int> Days(string cron)
    {
        var days = new List<int>();
        var expression = CronExpression.TryParse(cron)!;
        for (var next = expression.After(_january, _january.AddMonths(1)); next is { } day; next = expression.After(day, _january.AddMonths(1)))
        {
            days.Add(day.Day);
        }

        return days;
    }
}
