using System.Globalization;
using TlEngine.Engines.Series.Aggregate;

namespace TlEngine.Tests.Engines.Series.Aggregate;

public sealed class BucketTests
{
    [Theory]
    [InlineData("PT15M", "UTC", "2024-03-01T08:20:00Z", "2024-03-01T08:15:00Z", "2024-03-01T08:30:00Z")]
    [InlineData("PT1H30M", "UTC", "1969-12-31T23:00:00Z", "1969-12-31T22:30:00Z", "1970-01-01T00:00:00Z")]
    [InlineData("PT0.5S", "UTC", "2024-03-01T08:20:00.7Z", "2024-03-01T08:20:00.5Z", "2024-03-01T08:20:01Z")]
    [InlineData("PT0.5H", "UTC", "2024-03-01T08:20:00Z", "2024-03-01T08:00:00Z", "2024-03-01T08:30:00Z")]
    [InlineData("PT24H", "Europe/Berlin", "2024-03-31T12:00:00Z", "2024-03-31T00:00:00Z", "2024-04-01T00:00:00Z")]

    // A day is as long as the clocks make it.
    [InlineData("day", "Europe/Berlin", "2024-03-31T12:00:00Z", "2024-03-30T23:00:00Z", "2024-03-31T22:00:00Z")]
    [InlineData("P1D", "Europe/Berlin", "2024-10-27T12:00:00Z", "2024-10-26T22:00:00Z", "2024-10-27T23:00:00Z")]
    [InlineData("day", "Asia/Kathmandu", "2024-03-01T18:15:00Z", "2024-03-01T18:15:00Z", "2024-03-02T18:15:00Z")]

    // PostgreSQL's manual: date_trunc('day', timestamptz '2001-02-16 20:38:40+00', 'Australia/Sydney').
    [InlineData("day", "Australia/Sydney", "2001-02-16T20:38:40Z", "2001-02-16T13:00:00Z", "2001-02-17T13:00:00Z")]

    // No midnight: the clock went from 24:00 to 01:00 the next day; the 30th of December 2011 did not exist on Samoa.
    [InlineData("day", "America/Sao_Paulo", "2018-11-04T12:00:00Z", "2018-11-04T03:00:00Z", "2018-11-05T02:00:00Z")]
    [InlineData("day", "Pacific/Apia", "2011-12-30T09:59:59Z", "2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z")]
    [InlineData("day", "Pacific/Apia", "2011-12-30T10:00:00Z", "2011-12-30T10:00:00Z", "2011-12-31T10:00:00Z")]

    // Set back from 24:00 to 23:00, and from 00:01 to 23:01 the day before: the new day has begun, it does not begin again.
    [InlineData("day", "America/Sao_Paulo", "2018-02-18T02:30:00Z", "2018-02-17T02:00:00Z", "2018-02-18T03:00:00Z")]
    [InlineData("day", "America/St_Johns", "2010-11-07T02:45:00Z", "2010-11-07T02:30:00Z", "2010-11-08T03:30:00Z")]

    // Set back from 01:00 to 00:00: of two midnights the first (pandas: test_downsample_dst_at_midnight).
    [InlineData("day", "America/Havana", "2018-11-04T05:30:00Z", "2018-11-04T04:00:00Z", "2018-11-05T05:00:00Z")]

    // An hour that is lived twice, one that is skipped, and half of one (Lord Howe changes by 30 minutes).
    [InlineData("hour", "America/New_York", "2024-11-03T05:30:00Z", "2024-11-03T05:00:00Z", "2024-11-03T06:00:00Z")]
    [InlineData("hour", "America/New_York", "2024-11-03T06:30:00Z", "2024-11-03T06:00:00Z", "2024-11-03T07:00:00Z")]
    [InlineData("hour", "America/New_York", "2024-03-10T07:30:00Z", "2024-03-10T07:00:00Z", "2024-03-10T08:00:00Z")]
    [InlineData("hour", "Australia/Lord_Howe", "2024-04-06T15:10:00Z", "2024-04-06T15:00:00Z", "2024-04-06T15:30:00Z")]
    [InlineData("hour", "Asia/Kolkata", "2024-04-06T15:10:00Z", "2024-04-06T14:30:00Z", "2024-04-06T15:30:00Z")]
    [InlineData("minute", "UTC", "2024-04-06T15:10:59.9Z", "2024-04-06T15:10:00Z", "2024-04-06T15:11:00Z")]
    [InlineData("week", "UTC", "2024-03-03T23:00:00Z", "2024-02-26T00:00:00Z", "2024-03-04T00:00:00Z")]
    [InlineData("P1W", "America/New_York", "2024-03-10T12:00:00Z", "2024-03-04T05:00:00Z", "2024-03-11T04:00:00Z")]
    [InlineData("month", "Europe/Berlin", "2024-03-31T12:00:00Z", "2024-02-29T23:00:00Z", "2024-03-31T22:00:00Z")]
    [InlineData("quarter", "UTC", "2024-05-05T00:00:00Z", "2024-04-01T00:00:00Z", "2024-07-01T00:00:00Z")]
    [InlineData("P1Y", "America/New_York", "2024-05-05T00:00:00Z", "2024-01-01T05:00:00Z", "2025-01-01T05:00:00Z")]
    public void Of_Instant_IsTheHalfOpenSpanAroundIt(string length, string zone, string instant, string start, string end)
    {
        var bucket = Buckets(length, zone).Of(Ticks(instant));
        Assert.Equal((Ticks(start), Ticks(end)), (bucket.Start, bucket.End));
    }

    public static TheoryData<string, string> Divisions()
    {
        string[] zones =
            ["UTC", "Europe/Berlin", "America/Sao_Paulo", "America/St_Johns", "Pacific/Apia", "Australia/Lord_Howe", "Africa/Monrovia"];
        var data = new TheoryData<string, string>();
        foreach (var zone in zones)
        {
            foreach (var length in (string[])["hour", "day", "week", "month", "quarter", "year", "P10D", "P5M", "PT7H"])
            {
                data.Add(length, zone);
            }
        }

        return data;
    }

    /// <summary>From the first to the last instant of the calendar, over every change of the clocks in the years that have them.</summary>
    [Theory]
    [MemberData(nameof(Divisions))]
    public void Of_OneAfterTheOther_LeavesNoGap(string length, string zone)
    {
        var buckets = Buckets(length, zone);
        foreach (var first in (string[])["0001-01-01", "1883-01-01", "1972-01-01", "2010-10-01", "9999-11-01"])
        {
            var bucket = buckets.Of(Ticks(first + "T00:00:00Z"));
            for (var i = 0; i < 1500 && bucket.End <= DateTime.MaxValue.Ticks; i++)
            {
                Assert.Equal(bucket, buckets.Of(bucket.End - 1));
                Assert.Equal(bucket, buckets.Of(bucket.Start));
                var next = buckets.Of(bucket.End);
                Assert.Equal(bucket.End, next.Start);
                Assert.True(next.End > next.Start);
                bucket = next;
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P0D")]
    [InlineData("PT0S")]
    [InlineData("P1DT1H")]
    [InlineData("P1M1D")]
    [InlineData("P1.5D")]
    [InlineData("-P1D")]
    [InlineData("P1D\n")]
    [InlineData("PT٣H")]
    [InlineData("Day")]
    [InlineData("PT999999999H")]
    [InlineData("P999999999W")]
    [InlineData("P9999999999Y")]
    [InlineData("PT0.0001S")]
    [InlineData("PT1.5H30M")]
    [InlineData("PT.5H")]
    [InlineData("pt5m")]
    public void Parse_NoLength_IsNull(string text) => Assert.Null(BucketLength.Parse(text));

    [Theory]
    [InlineData("PT90M", 54_000_000_000)]
    [InlineData("PT1H30M", 54_000_000_000)]
    [InlineData("PT0.25S", 2_500_000)]
    [InlineData("PT0,25S", 2_500_000)]
    [InlineData("PT1H1.5M", 36_900_000_000)]
    [InlineData("P2W1D", 15)]
    [InlineData("P1Y6M", 18)]
    public void Parse_Duration_HasItsSize(string text, long size) => Assert.Equal(size, BucketLength.Parse(text)!.Size);

    private static Buckets Buckets(string length, string zone) =>
        BucketLength.Parse(length)!.In(TimeZoneInfo.FindSystemTimeZoneById(zone), DateTimeOffset.UnixEpoch.UtcTicks);

    private static long Ticks(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).UtcTicks;
}
