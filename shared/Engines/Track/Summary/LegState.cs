namespace TlEngine.Engines.Track.Summary;

/// <summary>What the vehicle did between two fixes.</summary>
internal enum LegState
{
    Moving = 0,

    /// <summary>Stood with its ignition on.</summary>
    Idle = 1,

    /// <summary>Stood, with its ignition off or unknown.</summary>
    Stopped = 2,

    /// <summary>Too long a leg to tell.</summary>
    Unknown = 3,
}
