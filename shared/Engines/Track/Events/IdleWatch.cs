using TlEngine.Geodesy;

namespace TlEngine.Engines.Track.Events;

/// <summary>Ignition on, and neither a speed nor a change of place that says it moves.</summary>
internal sealed class IdleWatch(EpisodeWatch watch, EventsParameters parameters)
{
    private readonly Distance _distance = parameters.Distance;

    public void Follow(in Step step)
    {
        if (step.Ignition != true || step.Reported > parameters.StoppedSpeedMps)
        {
            watch.End();
            return;
        }

        if (watch.Running is { } since && HasLeft(since, step))
        {
            watch.End();
        }

        watch.Follow(step, step, double.NaN);
    }

    /// <summary>From leg to leg the noise of two fixes looks like speed; from where it came to stand it does not for long.</summary>
    private bool HasLeft(in Episode since, in Step step)
    {
        var metres = _distance.Between(since.Latitude, since.Longitude, step.Latitude, step.Longitude);
        return metres > parameters.DriftM
            && metres * TimeSpan.TicksPerSecond > parameters.StoppedSpeedMps * (step.Time - since.Start);
    }
}
