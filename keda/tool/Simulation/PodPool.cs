namespace TlEngine.Keda.Simulation;

/// <summary>
/// The pods of one Deployment and what they work on. A pod that is taken away finishes what ends within the drain; the rest goes back to
/// the queue and starts over, its attempt not counted.
/// </summary>
internal sealed class PodPool(SimulatedTarget target, Outages outages)
{
    /// <summary>Unfinished engines are cancelled this long after SIGTERM.</summary>
    public const double DrainSeconds = 7;
    private readonly List<Pod> _pods = [];
    private readonly HashSet<Slot> _busy = [];
    private readonly List<(WorkItem Item, double At)> _finished = [];
    private readonly PriorityQueue<Slot, double> _slots = new();
    private readonly PriorityQueue<WorkItem, (double Due, long Order)> _waiting = new();
    private long _order;

    public int Waiting => _waiting.Count;

    /// <summary>When the last piece of work ended, or will end.</summary>
    public double BusyUntil { get; private set; }

    public int InFlight(double now)
    {
        var count = 0;
        foreach (var slot in _busy)
        {
            count += slot.FreeAt > now ? 1 : 0;
        }

        return count;
    }

    public void Enqueue(WorkItem item) => _waiting.Enqueue(item, (item.Due, _order++));

    public void Resize(double now, int replicas)
    {
        while (_pods.Count < replicas)
        {
            var pod = new Pod(now + target.ColdStartSeconds);
            _pods.Add(pod);
            for (var i = 0; i < target.SlotsPerPod; i++)
            {
                _slots.Enqueue(new Slot(pod), pod.ReadyAt);
            }
        }

        while (_pods.Count > replicas)
        {
            _pods[^1].Removed = true;
            Release(now, _pods[^1]);
            _pods.RemoveAt(_pods.Count - 1);
        }
    }

    /// <summary>Starts everything that can start before <paramref name="now"/>.</summary>
    public List<Started> Advance(double now)
    {
        var started = new List<Started>();
        while (_waiting.TryPeek(out var item, out _) && NextSlot() is { } slot)
        {
            var start = outages.ClearAfter(target.NextTick(Math.Max(slot.FreeAt, item.Due)), target.NeedsBroker);
            if (start >= now)
            {
                break;
            }

            _waiting.Dequeue();
            _slots.Dequeue();
            Finish(slot);
            slot.FreeAt = start + item.ServiceSeconds;
            slot.Item = item;
            BusyUntil = Math.Max(BusyUntil, slot.FreeAt);
            _slots.Enqueue(slot, slot.FreeAt);
            _busy.Add(slot);
            started.Add(new Started(item, start));
        }

        return started;
    }

    /// <summary>What ended up to <paramref name="now"/> since the last call.</summary>
    public List<(WorkItem Item, double At)> TakeFinished(double now)
    {
        foreach (var slot in _busy)
        {
            if (slot.FreeAt <= now)
            {
                // Removing while enumerating is allowed in a HashSet.
                Finish(slot);
            }
        }

        List<(WorkItem Item, double At)> finished = [.. _finished];
        _finished.Clear();
        return finished;
    }

    private void Finish(Slot slot)
    {
        if (_busy.Remove(slot))
        {
            _finished.Add((slot.Item!, slot.FreeAt));
        }
    }

    private Slot? NextSlot()
    {
        while (_slots.TryPeek(out var slot, out _))
        {
            if (!slot.Pod.Removed)
            {
                return slot;
            }

            _slots.Dequeue();
        }

        return null;
    }

    private void Release(double now, Pod pod)
    {
        foreach (var slot in _busy.Where(slot => slot.Pod == pod && slot.FreeAt > now + DrainSeconds).ToList())
        {
            Enqueue(slot.Item!);
            _busy.Remove(slot);
        }
    }
}
