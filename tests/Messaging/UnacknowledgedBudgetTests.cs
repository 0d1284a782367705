using TlEngine.Messaging;

namespace TlEngine.Tests.Messaging;

public sealed class UnacknowledgedBudgetTests
{
    [Fact]
    public void Reserve_TriggersAndPullers_NeverPassTheTotal()
    {
        var budget = new UnacknowledgedBudget();
        var reserved = budget.ReserveExactly(1) + budget.ReserveExactly(1);
        for (var puller = 0; puller < 3; puller++)
        {
            var share = budget.ReserveShare();
            Assert.InRange(share, 1, UnacknowledgedBudget.Total);
            reserved += share;
        }

        Assert.InRange(reserved, 1, UnacknowledgedBudget.Total);
    }

    [Fact]
    public void ReserveExactly_MoreThanLeft_NamesTheNumbers()
    {
        var budget = new UnacknowledgedBudget();
        budget.ReserveExactly(150);

        var refused = Assert.Throws<InvalidOperationException>(() => budget.ReserveExactly(60));
        Assert.Contains("60", refused.Message, StringComparison.Ordinal);
        Assert.Contains("50", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Release_AfterUse_IsThereAgain()
    {
        var budget = new UnacknowledgedBudget();
        budget.Release(budget.ReserveShare());

        Assert.Equal(UnacknowledgedBudget.Total, budget.ReserveExactly(UnacknowledgedBudget.Total));
    }
}
