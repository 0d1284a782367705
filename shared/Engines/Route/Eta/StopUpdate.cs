namespace TlEngine.Engines.Route.Eta;

/// <summary>What someone else says about a stop: GTFS-Realtime's StopTimeUpdate.</summary>
/// <param name="DelayS">Seconds behind the schedule, negative before it; NaN for unknown.</param>
internal sealed record StopUpdate(StopRelationship Relationship, double DelayS)
{
    /// <summary>What is handed on to the stops after it; NaN for unknown.</summary>
    public double KnownDelayS => Relationship == StopRelationship.NoData ? double.NaN : DelayS;
}
