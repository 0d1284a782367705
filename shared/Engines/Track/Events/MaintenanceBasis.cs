namespace TlEngine.Engines.Track.Events;

/// <summary>What maintenance is counted on. Written in snake_case.</summary>
internal enum MaintenanceBasis
{
    /// <summary>The odometer that fixes report.</summary>
    Odometer = 0,

    /// <summary>The distance between the fixes since the first call.</summary>
    Distance = 1,
}
