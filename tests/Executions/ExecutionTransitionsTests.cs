using TlEngine.Executions;

namespace TlEngine.Tests.Executions;

public sealed class ExecutionTransitionsTests
{
    [Theory]
    [InlineData(ExecutionStatus.Queued, ExecutionEvent.Claim, ExecutionStatus.Running)]
    [InlineData(ExecutionStatus.Running, ExecutionEvent.Succeed, ExecutionStatus.Succeeded)]
    [InlineData(ExecutionStatus.Running, ExecutionEvent.Fail, ExecutionStatus.Failed)]
    [InlineData(ExecutionStatus.Running, ExecutionEvent.Retry, ExecutionStatus.Retrying)]
    [InlineData(ExecutionStatus.Retrying, ExecutionEvent.Claim, ExecutionStatus.Running)]
    [InlineData(ExecutionStatus.Running, ExecutionEvent.Release, ExecutionStatus.Queued)]
    public void Next_AllowedEvent_GivesStatus(ExecutionStatus from, ExecutionEvent @event, ExecutionStatus to) =>
        Assert.Equal(to, ExecutionTransitions.Next(from, @event));

    [Fact]
    public void Next_FinalStatus_RefusesEveryEvent()
    {
        foreach (var status in new[] { ExecutionStatus.Succeeded, ExecutionStatus.Failed, ExecutionStatus.Cancelled,
            ExecutionStatus.Expired })
        {
            Assert.True(ExecutionTransitions.IsFinal(status));
            Assert.All(Enum.GetValues<ExecutionEvent>(), @event => Assert.Null(ExecutionTransitions.Next(status, @event)));
        }
    }
}
