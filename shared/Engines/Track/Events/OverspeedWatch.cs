namespace TlEngine.Engines.Track.Events;

/// <summary>
/// Traccar's OverspeedProcessor (it begins over the limit and is told once, when it has lasted) with a hysteresis at its end.
/// </summary>
/// <param name="limit">In m/s.</param>
/// <param name="hysteresis">In m/s.</param>
internal sealed class OverspeedWatch(EpisodeWatch watch, double limit, double hysteresis)
{
    // Who stands is not too fast, however low the limit is.
    private readonly double _end = Math.Max(limit - hysteresis, 0);

    public void Follow(in Step step)
    {
        // A fix without a speed says nothing for or against it.
        if (step.Speed > (watch.Running is null ? limit : _end))
        {
            watch.Follow(step, step, step.Speed, tells: step.Speed > limit);
        }
        else if (!double.IsNaN(step.Speed))
        {
            watch.End();
        }
    }
}
