namespace TlEngine.Engines.Track.Events;

/// <summary>
/// Acceleration or braking between reported speeds; speeds from places are too noisy for it. Successive harsh legs are one episode.
/// </summary>
/// <param name="sign">1 for acceleration, -1 for braking.</param>
/// <param name="limit">In m/s², positive.</param>
internal sealed class HarshWatch(EpisodeWatch watch, int sign, double limit, double maxIntervalS)
{
    // What the rounding of two speeds may take from their difference.
    private const double Rounding = 1e-9;

    private readonly long _longest = (long)(maxIntervalS * TimeSpan.TicksPerSecond);

    public void Follow(in Step from, in Step to)
    {
        var ticks = to.Time - from.Time;
        var acceleration = sign * (to.Reported - from.Reported) * TimeSpan.TicksPerSecond / ticks;
        if (ticks <= _longest && acceleration >= limit - Rounding)
        {
            watch.Follow(from, to, acceleration);
        }
        else
        {
            watch.End();
        }
    }
}
