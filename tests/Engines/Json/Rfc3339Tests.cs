using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TlEngine.Engines.Json;

namespace TlEngine.Tests.Engines.Json;

public sealed class Rfc3339Tests
{
    /// <summary>The first five: RFC 3339, 5.8.</summary>
    [Theory]
    [InlineData("1985-04-12T23:20:50.52Z", "1985-04-12T23:20:50.5200000")]
    [InlineData("1996-12-19T16:39:57-08:00", "1996-12-20T00:39:57.0000000")]
    [InlineData("1990-12-31T23:59:60Z", "1991-01-01T00:00:00.0000000")]
    [InlineData("1990-12-31T15:59:60-08:00", "1991-01-01T00:00:00.0000000")]
    [InlineData("1937-01-01T12:00:27.87+00:20", "1937-01-01T11:40:27.8700000")]
    [InlineData("0001-01-01t00:00:00z", "0001-01-01T00:00:00.0000000")]
    [InlineData("9999-12-31 23:59:59.99999999Z", "9999-12-31T23:59:59.9999999")]
    [InlineData("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.0000000")]
    public void TryParse_Time_GivesItsInstant(string text, string expected)
    {
        Assert.True(Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out var ticks));
        Assert.Equal(expected, new DateTime(ticks).ToString("O"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2024-03-01")]
    [InlineData("2024-03-01T10:00:00")]
    [InlineData("2023-02-29T10:00:00Z")]
    [InlineData("2024-13-01T10:00:00Z")]
    [InlineData("2024-03-00T10:00:00Z")]
    [InlineData("2024-03-01T24:00:00Z")]
    [InlineData("2024-03-01T10:60:00Z")]
    [InlineData("2024-03-01T10:00:00.Z")]
    [InlineData("2024-03-01T10:00:00.5")]
    [InlineData("2024-03-01T10:00:00+0100")]
    [InlineData("2024-03-01T10:00:00+25:00")]
    [InlineData("2024-03-01T10:00:00Z ")]
    [InlineData("yesterday at half past ten")]
    public void TryParse_OtherText_IsFalse(string text) => Assert.False(Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Theory]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+00:01")]
    [InlineData("9999-12-31T23:59:59-00:01")]
    public void TryParse_TimeOutsideTheCalendar_IsNoTime(string text)
    {
        Assert.True(Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out var ticks));
        Assert.Equal(Rfc3339.NoTime, ticks);
    }

    [Fact]
    public void TryParse_EveryFormatOfDateTimeOffset_RoundTrips() => Prop.ForAll<DateTimeOffset>(time =>
        Rfc3339.TryParse(Encoding.UTF8.GetBytes(time.ToString("O")), out var ticks) && ticks == time.UtcTicks)
        .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Theory]
    [InlineData(0, "1970-01-01T00:00:00.0000000")]
    [InlineData(1709280000123.5, "2024-03-01T08:00:00.1235000")]
    [InlineData(-0.5, "1969-12-31T23:59:59.9995000")]
    [InlineData(253402300799999, "9999-12-31T23:59:59.9990000")]
    public void FromEpochMilliseconds_Number_GivesItsInstant(double milliseconds, string expected) =>
        Assert.Equal(expected, new DateTime(Rfc3339.FromEpochMilliseconds(milliseconds)).ToString("O"));

    [Theory]
    [InlineData(1e308)]
    [InlineData(-1e308)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    [InlineData(253402300800000)]
    public void FromEpochMilliseconds_OutsideTheCalendar_IsNoTime(double milliseconds) =>
        Assert.Equal(Rfc3339.NoTime, Rfc3339.FromEpochMilliseconds(milliseconds));
}
