namespace TlEngine.Engines.Route.Eta;

/// <summary>Where the vehicle is, seen from a stop. Written in snake_case.</summary>
internal enum StopState
{
    /// <summary>Still to come.</summary>
    Expected = 0,
    AtStop = 1,
    Passed = 2,

    /// <summary>Not served.</summary>
    Skipped = 3,
}
