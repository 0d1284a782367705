namespace TlEngine.Messaging.RabbitMq;

/// <summary>
/// The delivery tags of one channel and which are settled. Settling answers with the fewest acknowledgements: one for a whole range where
/// every lower tag is settled, single ones above the first gap.
/// </summary>
internal sealed class DeliveryLedger
{
    private readonly SortedSet<ulong> _unsettled = [];

    public int Unsettled => _unsettled.Count;

    public void Deliver(ulong tag) => _unsettled.Add(tag);

    /// <summary>The acknowledgements to send, in order. Tags that are unknown or settled already are left out.</summary>
    public IReadOnlyList<Acknowledgement> Settle(IEnumerable<ulong> tags)
    {
        List<ulong> settled = [.. tags.Where(_unsettled.Remove).Order()];
        var gap = _unsettled.Count == 0 ? ulong.MaxValue : _unsettled.Min;
        var below = settled.TakeWhile(tag => tag < gap).ToList();
        List<Acknowledgement> acknowledgements = below.Count == 0 ? [] : [new(below[^1], below.Count > 1)];
        acknowledgements.AddRange(settled.Skip(below.Count).Select(tag => new Acknowledgement(tag, false)));
        return acknowledgements;
    }
}
