namespace TlEngine.Engines.Track.Events;

/// <summary>Follows the episodes of one kind: each has one event, at the fix with which it has lasted long enough.</summary>
/// <param name="minDurationS">How long that is, in seconds.</param>
/// <param name="limit">What the event says was reached.</param>
/// <param name="running">The episode that the call before left.</param>
internal sealed class EpisodeWatch(EventType type, double minDurationS, double limit, EventLog log, Episode? running)
{
    private readonly long _minimum = (long)(minDurationS * TimeSpan.TicksPerSecond);

    public EventType Type => type;

    public Episode? Running { get; private set; } = running;

    /// <summary>A fix belongs to the running episode, or to a new one.</summary>
    /// <param name="from">Where a new one begins.</param>
    /// <param name="at">The fix.</param>
    /// <param name="value">Its speed or acceleration; NaN for a kind that has none.</param>
    /// <param name="tells">Whether its event may be at this fix.</param>
    public void Follow(in Step from, in Step at, double value, bool tells = true)
    {
        var episode = Running ?? new Episode(from.Time, from.Latitude, from.Longitude, at.Time, value, false);
        episode = episode with { End = at.Time, Peak = Math.Max(episode.Peak, value) };
        if (tells && !episode.Told && episode.End - episode.Start >= _minimum)
        {
            log.Add(new TrackEvent(type, at.Time, at.Latitude, at.Longitude, at.Index, episode.Start, value, limit));
            episode = episode with { Told = true };
        }

        Running = episode;
    }

    /// <summary>Nothing is running from here on. What was too short to be told never was.</summary>
    public void End()
    {
        if (Running is { Told: true } ended)
        {
            log.Add(type, ended);
        }

        Running = null;
    }
}
