namespace TlEngine.Engines.Track.Events;

/// <summary>A watch for each kind of event that a call looks for; what the others had running is forgotten.</summary>
internal sealed class Watches
{
    private readonly EpisodeWatch[] _episodes;
    private readonly OverspeedWatch? _overspeed;
    private readonly IdleWatch? _idle;
    private readonly HarshWatch? _acceleration;
    private readonly HarshWatch? _braking;
    private readonly SilenceWatch? _silence;
    private readonly MaintenanceWatch? _maintenance;
    private readonly bool _onOdometer;
    private readonly long _noData;

    public Watches(EventsParameters parameters, EventLog log)
    {
        var episodes = new List<EpisodeWatch>();
        T? Watch<T>(EventType type, double minDurationS, double limit, Func<EpisodeWatch, T> create)
            where T : class
        {
            if (!parameters.LooksFor(type))
            {
                return null;
            }

            episodes.Add(new EpisodeWatch(type, minDurationS, limit, log, Running(parameters.State, type)));
            return create(episodes[^1]);
        }

        var limit = parameters.SpeedLimitMps.GetValueOrDefault() * parameters.SpeedLimitMultiplier;
        _overspeed = Watch(EventType.Overspeed, parameters.OverspeedMinDurationS, limit, watch =>
            new OverspeedWatch(watch, limit, parameters.OverspeedHysteresisMps));
        _idle = Watch(EventType.Idle, parameters.IdleMinDurationS, 0, watch => new IdleWatch(watch, parameters));
        _acceleration = Watch(EventType.HarshAcceleration, 0, parameters.HarshAccelerationMps2, watch =>
            new HarshWatch(watch, 1, parameters.HarshAccelerationMps2, parameters.HarshMaxIntervalS));
        _braking = Watch(EventType.HarshBraking, 0, parameters.HarshBrakingMps2, watch =>
            new HarshWatch(watch, -1, parameters.HarshBrakingMps2, parameters.HarshMaxIntervalS));
        _episodes = [.. episodes];
        _noData = (long)(parameters.NoDataS * TimeSpan.TicksPerSecond);
        _silence = parameters.LooksFor(EventType.NoData)
            ? new SilenceWatch(_noData, log, Running(parameters.State, EventType.NoData))
            : null;
        _maintenance = parameters.LooksFor(EventType.Maintenance)
            ? new MaintenanceWatch(parameters.MaintenancePeriodM!.Value, parameters.MaintenanceStartM, log)
            : null;
        _onOdometer = parameters.MaintenanceOn == MaintenanceBasis.Odometer;
    }

    /// <summary>What is running now, by type.</summary>
    public IReadOnlyDictionary<EventType, Episode> Running()
    {
        var running = _episodes.Where(watch => watch.Running is not null).ToDictionary(watch => watch.Type, watch => watch.Running!.Value);
        if (_silence?.Running is { } silence)
        {
            running.Add(EventType.NoData, silence);
        }

        return running;
    }

    /// <summary>Whether contact was lost between two fixes.</summary>
    public bool IsSilence(long ticks) => ticks > _noData;

    /// <summary>A fix and the one before it, null for the first.</summary>
    public void Follow(in Step? last, in Step step)
    {
        if (last is { } from)
        {
            if (IsSilence(step.Time - from.Time))
            {
                EndAll();
            }

            _silence?.Break(from, step);
            _acceleration?.Follow(from, step);
            _braking?.Follow(from, step);
        }

        _overspeed?.Follow(step);
        _idle?.Follow(step);
    }

    /// <summary>The vehicle's metres at a fix. Returns the odometer's mark.</summary>
    public double FollowMetres(in Step step, double odometer, double mark, double distance, double distanceBefore)
    {
        if (!_onOdometer)
        {
            _maintenance?.Follow(step, distance, distanceBefore);
        }

        if (!(odometer > 0))
        {
            return mark;
        }

        return _maintenance is { } watch && _onOdometer ? watch.Follow(step, odometer, mark) : odometer;
    }

    /// <summary>There is no fix after the last one up to a time.</summary>
    public void Last(in Step last, long until)
    {
        if (IsSilence(until - last.Time))
        {
            EndAll();
            _silence?.Last(last, until);
        }
    }

    private static Episode? Running(EventState state, EventType type) =>
        state.Episodes.TryGetValue(type, out var episode) ? episode : null;

    private void EndAll()
    {
        foreach (var watch in _episodes)
        {
            watch.End();
        }
    }
}
