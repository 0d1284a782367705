namespace TlEngine.Engines.Track.Events;

/// <summary>Maintenance falls due whenever ⌊(metres − start) / period⌋ grows, to 0 for the first time.</summary>
internal sealed class MaintenanceWatch(double period, double start, EventLog log)
{
    /// <summary>
    /// The metres of a fix. Returns the mark that the next ones are compared with: a meter that falls back by no more than a period
    /// has trembled, and says nothing twice; one that falls further has started anew.
    /// </summary>
    /// <param name="mark">NaN where nothing is known of the time before.</param>
    public double Follow(in Step step, double metres, double mark)
    {
        if (double.IsNaN(mark) || mark - metres > period)
        {
            return metres;
        }

        var count = Count(metres);
        if (count > Count(mark) && count >= 0)
        {
            log.Add(new TrackEvent(
                EventType.Maintenance,
                step.Time,
                step.Latitude,
                step.Longitude,
                step.Index,
                step.Time,
                metres,
                start + (count * period),
                count));
        }

        return Math.Max(metres, mark);
    }

    private double Count(double metres) => Math.Floor((metres - start) / period);
}
