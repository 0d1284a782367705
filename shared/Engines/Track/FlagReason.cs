namespace TlEngine.Engines.Track;

/// <summary>What is wrong with a fix. Written in snake_case.</summary>
internal enum FlagReason
{
    /// <summary>No place or no time: not finite, out of range, or null.</summary>
    Invalid = 0,

    /// <summary>At 0°, 0°, where receivers without a fix say they are.</summary>
    NullIsland = 1,

    /// <summary>Dated after now.</summary>
    Future = 2,

    /// <summary>Came after a later fix. It is put in its place and used.</summary>
    OutOfOrder = 3,

    /// <summary>Another fix has the same time and place.</summary>
    Duplicate = 4,

    /// <summary>A better fix has the same time and another place.</summary>
    Conflict = 5,

    /// <summary>The speed cannot be one; the fix is used without it.</summary>
    InvalidSpeed = 6,

    /// <summary>The accuracy cannot be one; the fix is used without it.</summary>
    InvalidAccuracy = 7,

    /// <summary>Its uncertainty is too large.</summary>
    Inaccurate = 8,

    /// <summary>Nothing on the ground gets there and back in the time.</summary>
    Speed = 9,

    /// <summary>One of a persistent cluster that contradicts a heavier one.</summary>
    Ambiguous = 10,

    /// <summary>A needle: there and back again at once.</summary>
    Spike = 11,

    /// <summary>Wandered while the vehicle stood.</summary>
    Drift = 12,

    /// <summary>Not after the last fix that the state of an earlier call knows; it is not used.</summary>
    Late = 13,

    /// <summary>Too old beside the newest fix to matter; it is not used.</summary>
    Outdated = 14,

    /// <summary>No place of the route is near.</summary>
    OffRoute = 15,
}
