using TlEngine.Messaging;
using TlEngine.Messaging.Embedded;

namespace TlEngine.Tests.Messaging.Embedded;

public sealed class EmbeddedQueueTests
{
    [Fact]
    public void Add_PastTheBytes_DropsTheOldest()
    {
        var queue = new EmbeddedQueue(maxBytes: 100);
        foreach (var size in (int[])[40, 60, 1])
        {
            queue.Add(new OutgoingMessage("", Topology.Dead, new byte[size], MessageProperties.Empty));
        }

        Assert.Equal([60, 1], queue.Take(10).Select(entry => entry.Message.Body.Length));
    }

    [Fact]
    public void GiveBack_AfterOthersCame_ReturnsToItsPlace()
    {
        var queue = new EmbeddedQueue();
        queue.Add(MessageBrokerContract.Message("first"));
        var (place, message) = Assert.Single(queue.Take(1));
        queue.Add(MessageBrokerContract.Message("second"));

        queue.GiveBack(place, message);

        Assert.Equal(["first", "second"], queue.Take(10).Select(entry => System.Text.Encoding.UTF8.GetString(entry.Message.Body.Span)));
    }
}
