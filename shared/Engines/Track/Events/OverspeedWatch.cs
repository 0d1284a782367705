namespace TlEngine.Engines.Track.Events;

/// <summary>
/// Traccar's OverspeedProcessor (it begins over the limit and is told once, when it has lasted) with a hysteresis at its end.
/// </summary>
/// <param name="limit">In m/s.</param>
/// <param name="hysteresis">In m/s.</param>
internal sealed class OverspeedWatch(EpisodeWatch watch, double limit, double hysteresis)
{
    public void Follow(in Step step)
    {
        // A fix without a speed says nothing for or against it.
        if (step.Speed > limit - (watch.Running is null ? 0 : hysteresis))
        {
            watch.Follow(step, step, step.Speed, tells: step.Speed > limit);
        }
        else if (!double.IsNaN(step.Speed))
        {
            watch.End();
        }
    }
}
