namespace TlEngine.Engines.Track.Events;

/// <summary>
/// Silence becomes an event when it has lasted long enough, whether a later fix or <c>until</c> tells: both tell the same.
/// </summary>
/// <param name="least">Ticks that it takes, exceeded.</param>
/// <param name="running">The silence that the call before told.</param>
internal sealed class SilenceWatch(long least, EventLog log, Episode? running)
{
    public Episode? Running { get; private set; } = running;

    /// <summary>A fix ends whatever silence there was before it.</summary>
    public void Break(in Step last, in Step by)
    {
        if (Running is null && by.Time - last.Time <= least)
        {
            return;
        }

        var silence = Running ?? Tell(last, by.Index);
        log.Add(EventType.NoData, silence with { End = by.Time });
        Running = null;
    }

    /// <summary>There is no fix up to a time. Whether that is silence.</summary>
    public bool Last(in Step last, long until)
    {
        if (Running is null && until - last.Time <= least)
        {
            return false;
        }

        var silence = Running ?? Tell(last, -1);
        Running = silence with { End = Math.Max(silence.End, until) };
        return true;
    }

    private Episode Tell(in Step last, int index)
    {
        log.Add(new TrackEvent(
            EventType.NoData, last.Time + least, last.Latitude, last.Longitude, index, last.Time, double.NaN, double.NaN));
        return new Episode(last.Time, last.Latitude, last.Longitude, last.Time, double.NaN, true);
    }
}
