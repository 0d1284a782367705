using TlEngine.Executions;

namespace TlEngine.Tests.Executions;

public sealed class RetryPolicyTests
{
    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 20)]
    [InlineData(5, 160)]
    [InlineData(20, 3600)]
    [InlineData(1_000_000, 3600)]
    public void Delay_AnyChance_StaysBelowTheDoublingCeiling(int attempt, double ceilingSeconds)
    {
        Assert.Equal(TimeSpan.Zero, RetryPolicy.Delay(attempt, 0));
        Assert.Equal(ceilingSeconds / 2, RetryPolicy.Delay(attempt, 0.5).TotalSeconds, 6);
        Assert.True(RetryPolicy.Delay(attempt, 0.999999).TotalSeconds < ceilingSeconds);
    }

    [Fact]
    public void Delay_OtherSideAskedForMore_WaitsThatLong() =>
        Assert.Equal(TimeSpan.FromMinutes(5), RetryPolicy.Delay(1, 0.9, TimeSpan.FromMinutes(5)));
}
