namespace TlEngine.Engines.Geo.Fence;

/// <summary>What happened at a fence. Written in snake_case.</summary>
internal enum FenceEventType
{
    Enter = 0,

    /// <summary>In and out between two fixes.</summary>
    Cross = 1,

    /// <summary>A stay became long.</summary>
    Dwell = 2,

    Exit = 3,
}
