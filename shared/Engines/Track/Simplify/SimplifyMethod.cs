namespace TlEngine.Engines.Track.Simplify;

/// <summary>Which fixes a simpler line can do without.</summary>
internal enum SimplifyMethod
{
    /// <summary>Those near the line without them.</summary>
    DouglasPeucker = 0,

    /// <summary>Those that span small triangles with their neighbours.</summary>
    Visvalingam = 1,

    /// <summary>Those near where the vehicle would have been at their time without them.</summary>
    TimeRatio = 2,
}
