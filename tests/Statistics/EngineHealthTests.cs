using TlEngine.Statistics;

namespace TlEngine.Tests.Statistics;

public sealed class EngineHealthTests
{
    [Theory]
    [InlineData(0, 0, "ok")]
    [InlineData(0, 9, "ok")]
    [InlineData(0, 10, "down")]
    [InlineData(9, 1, "degraded")]
    [InlineData(18, 1, "degraded")]
    [InlineData(19, 1, "ok")]
    [InlineData(500, 0, "ok")]
    public void Of_LastHour_TellsARateFromAnAccident(long succeeded, long failed, string expected) =>
        Assert.Equal(expected, EngineHealth.Of(new ActivityCounts { Succeeded = succeeded, Failed = failed }));

    [Fact]
    public void Of_CancelledAndExpired_SayNothing() =>
        Assert.Equal("ok", EngineHealth.Of(new ActivityCounts { Cancelled = 100, Expired = 100 }));
}
