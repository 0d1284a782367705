namespace TlEngine.Keda.Simulation;

/// <summary>Plays a trace against one Deployment. Time jumps over whatever cannot change anything, so that a year takes a second.</summary>
internal sealed class TargetReplay
{
    /// <summary>The HTTP add-on's scaler asks the interceptors this often and streams what it saw 200 ms later at most.</summary>
    private const double PushSeconds = 0.7;

    /// <summary>Delays of the broker's retry queues, shortest first.</summary>
    private static readonly double[] RetrySeconds = [5, 30, 120, 600, 3600, 21_600];
    private readonly SimulatedTarget _target;
    private readonly Outages _outages;
    private readonly ReplicaLoop _loop;
    private readonly PodPool _pool;
    private readonly PriorityQueue<WorkItem, double> _future = new();
    private readonly Dictionary<string, Waits> _waits = [];
    private readonly List<ReplicaChange> _changes = [];

    public TargetReplay(SimulatedTarget target, Trace trace)
    {
        _target = target;
        _outages = trace.Outages;
        _loop = new ReplicaLoop(target.Keda);
        _pool = new PodPool(target, trace.Outages);
        foreach (var arrival in trace.Arrivals.Where(arrival =>
            target.Functions.Contains(arrival.Function, StringComparer.OrdinalIgnoreCase)))
        {
            for (var i = 0; i < arrival.Count; i++)
            {
                Schedule(new WorkItem(
                    arrival.Function, arrival.At + (arrival.OverSeconds * i / arrival.Count), 0, arrival.ServiceSeconds, arrival.Attempts));
            }
        }
    }

    /// <param name="until">At least so long, and then until nothing runs and nothing waits.</param>
    public TargetRun Run(double until)
    {
        long second = 0;
        Record(0, _loop.Replicas);
        while (true)
        {
            Arrive(second);
            Work(second);
            if (_loop.Replicas == 0 && _pool.Waiting == 0 && _pool.InFlight(second) == 0)
            {
                var wake = NextWake(second);
                if (wake is null || (wake > until && _future.Count == 0))
                {
                    return new TargetRun(_target, _changes, _waits, Math.Max(until, second));
                }

                second = Math.Max(second, (long)Math.Floor(wake.Value));
                Arrive(second);
            }

            Control(second);
            second = _target.IsPushed && _loop.Replicas == 0 ? second + 1 : _loop.NextDue(second);
        }
    }

    private void Control(long second)
    {
        var before = _loop.Replicas;
        if (_target.IsPushed && before == 0 && Visible(second) > 0)
        {
            Record(second + PushSeconds, _loop.Push(second));
        }

        if (_loop.IsDue(second))
        {
            var visible = Visible(second);
            // The stream of activity refreshes the last activity five times a second, a poll alone only every interval.
            if (_target.IsPushed && _loop.Replicas > 0 && (visible > 0 || _pool.BusyUntil > second - _target.Keda.PollingInterval))
            {
                _loop.Push(Math.Min(second, visible > 0 ? second : _pool.BusyUntil));
            }

            _loop.At(second, [.. _target.Triggers.Select(trigger => trigger.Read(second, visible, _outages))]);
        }

        Record(second, _loop.Replicas);
    }

    private int Visible(long second) => _pool.Waiting + _pool.InFlight(second);

    private void Record(double at, int replicas)
    {
        if (_changes.Count == 0 || _changes[^1].Replicas != replicas)
        {
            _changes.Add(new ReplicaChange(at, replicas));
            _pool.Resize(at, replicas);
        }
    }

    private void Arrive(long second)
    {
        while (_future.TryPeek(out var item, out var visible) && visible <= second)
        {
            _future.Dequeue();
            _pool.Enqueue(item);
        }
    }

    private void Work(long second)
    {
        foreach (var started in _pool.Advance(second))
        {
            if (!_waits.TryGetValue(started.Item.Function, out var waits))
            {
                _waits[started.Item.Function] = waits = new Waits();
            }

            waits.Add(started.Wait);
        }

        foreach (var (item, at) in _pool.TakeFinished(second).Where(finished => finished.Item.AttemptsLeft > 1))
        {
            var delay = RetrySeconds[Math.Min(item.Attempt, RetrySeconds.Length) - 1];
            Schedule(item with { Due = at + delay, AttemptsLeft = item.AttemptsLeft - 1, Attempt = item.Attempt + 1 });
        }
    }

    /// <summary>Nothing reaches a broker or a database that is away: the outbox or the producer brings it afterwards.</summary>
    private void Schedule(WorkItem item)
    {
        var due = _outages.ClearAfter(item.Due, _target.NeedsBroker);
        var visible = _outages.ClearAfter(Math.Max(0, due - _target.LeadSeconds), _target.NeedsBroker);
        _future.Enqueue(item with { Due = due, Visible = visible }, visible);
    }

    private double? NextWake(long second)
    {
        var wakes = _target.Triggers.Where(trigger => trigger.Window is not null)
            .Select(trigger => (double)trigger.Window!.NextOpen(second)).ToList();
        if (_future.TryPeek(out _, out var visible))
        {
            wakes.Add(visible);
        }

        return wakes.Count == 0 ? null : wakes.Min();
    }
}
