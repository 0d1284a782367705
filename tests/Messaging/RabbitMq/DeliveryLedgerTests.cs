using FsCheck;
using FsCheck.Fluent;
using TlEngine.Messaging.RabbitMq;

namespace TlEngine.Tests.Messaging.RabbitMq;

public sealed class DeliveryLedgerTests
{
    [Fact]
    public void Settle_AllBelow_IsOneRange() => Assert.Equal([new Acknowledgement(3, true)], Delivered(5).Settle([2, 1, 3]));

    [Fact]
    public void Settle_AboveAGap_IsSingle() =>
        Assert.Equal([new(1, false), new(3, false), new Acknowledgement(5, false)], Delivered(5).Settle([5, 1, 3]));

    [Fact]
    public void Settle_Twice_IsSentOnce()
    {
        var ledger = Delivered(2);
        ledger.Settle([1]);

        Assert.Equal([new Acknowledgement(2, false)], ledger.Settle([1, 2]));
        Assert.Equal(0, ledger.Unsettled);
    }

    /// <summary>A model of the broker: what it takes as acknowledged is what was settled, whatever the order and the grouping.</summary>
    [Fact]
    public void Settle_AnyOrder_AcknowledgesExactlyTheSettled() => Prop.ForAll(
        Gen.Shuffle(Enumerable.Range(1, 30).Select(tag => (ulong)tag)).ToArbitrary(),
        Gen.Choose(1, 7).ToArbitrary(),
        (order, size) =>
        {
            var (ledger, unacknowledged, settled) = (Delivered(30), Tags(30).ToHashSet(), new HashSet<ulong>());
            foreach (var group in order.Chunk(size).Take(3))
            {
                settled.UnionWith(group);
                foreach (var (tag, multiple) in ledger.Settle(group))
                {
                    // The broker closes the channel for a tag that it does not hold.
                    Assert.Contains(tag, unacknowledged);
                    unacknowledged.RemoveWhere(held => held == tag || (multiple && held < tag));
                }

                Assert.Equal(Tags(30).Where(tag => !settled.Contains(tag)), unacknowledged.Order());
                Assert.Equal(unacknowledged.Count, ledger.Unsettled);
            }
        }).QuickCheckThrowOnFailure();

    private static IEnumerable<ulong> Tags(int count) => Enumerable.Range(1, count).Select(tag => (ulong)tag);

    private static DeliveryLedger Delivered(int count)
    {
        var ledger = new DeliveryLedger();
        foreach (var tag in Tags(count))
        {
            ledger.Deliver(tag);
        }

        return ledger;
    }
}
