using TlEngine.Executions;
using TlEngine.Storage;

namespace TlEngine.Tests.Storage;

public sealed class StatusSqlTests
{
    [Theory]
    [MemberData(nameof(Events))]
    public void FromAndTo_EveryEvent_SayWhatTheTransitionTableSays(ExecutionEvent @event)
    {
        var from = StatusSql.From(@event).Split(", ").Select(status => Enum.Parse<ExecutionStatus>(status)).ToHashSet();

        Assert.All(
            Enum.GetValues<ExecutionStatus>(),
            status => Assert.Equal(
                from.Contains(status) ? (ExecutionStatus)StatusSql.To(@event) : null, ExecutionTransitions.Next(status, @event)));
    }

    [Fact]
    public void Waiting_AreTheClaimableOnesThatNobodyHas()
    {
        Assert.Equal("0, 2", StatusSql.Waiting);
        Assert.Equal("0, 1, 2", StatusSql.Unfinished);
        Assert.Equal(
            [ExecutionStatus.Queued, ExecutionStatus.Retrying], Enum.GetValues<ExecutionStatus>().Where(StatusSql.IsWaiting));
    }

    public static TheoryData<ExecutionEvent> Events() => [.. Enum.GetValues<ExecutionEvent>()];
}
