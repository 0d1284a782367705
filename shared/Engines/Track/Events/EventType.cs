namespace TlEngine.Engines.Track.Events;

/// <summary>What can happen to a vehicle. Written in snake_case.</summary>
internal enum EventType
{
    /// <summary>Faster than its limit for long enough.</summary>
    Overspeed = 0,

    /// <summary>Stood with its ignition on for long enough.</summary>
    Idle = 1,
    HarshAcceleration = 2,
    HarshBraking = 3,

    /// <summary>Said nothing for too long.</summary>
    NoData = 4,

    /// <summary>Its odometer or its distance passed another period.</summary>
    Maintenance = 5,
}
