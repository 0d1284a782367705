namespace TlEngine.Keda.Simulation;

/// <summary>Changes of one direction that the autoscaler made itself, for the rate limits of its policies.</summary>
internal sealed class ScaleEvents
{
    /// <summary>The longest period that a policy may have (autoscaling/v2 validation).</summary>
    private const int LongestPeriodSeconds = 1800;
    private readonly List<(double At, int Change)> _events = [];

    public void Add(double now, int change)
    {
        _events.RemoveAll(past => past.At <= now - LongestPeriodSeconds);
        _events.Add((now, change));
    }

    public int Within(double now, int periodSeconds) =>
        _events.Where(past => past.At > now - periodSeconds).Sum(past => past.Change);
}
