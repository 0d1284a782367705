namespace TlEngine.Messaging;

/// <summary>
/// The messages that this process may hold unacknowledged, all subscriptions together. A trigger gets the prefetch it asks for; a puller
/// gets three quarters of what is left: the first drain is the fastest (a prefetch of 199 moves twice the messages of one of 100), later
/// ones still get some.
/// </summary>
internal sealed class UnacknowledgedBudget
{
    public const int Total = 200;

    private readonly Lock _lock = new();
    private int _left = Total;

    public int ReserveExactly(int wanted)
    {
        lock (_lock)
        {
            if (wanted > _left)
            {
                throw new InvalidOperationException(
                    $"A prefetch of {wanted} is more than the {_left} unacknowledged messages left of {Total} per process; lower it.");
            }

            _left -= wanted;
            return wanted;
        }
    }

    public int ReserveShare()
    {
        lock (_lock)
        {
            var share = _left - (_left / 4);
            _left -= share;
            return share;
        }
    }

    public void Release(int reserved)
    {
        lock (_lock)
        {
            _left += reserved;
        }
    }
}
