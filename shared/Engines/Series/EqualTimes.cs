namespace TlEngine.Engines.Series;

/// <summary>Which points of one time are used.</summary>
internal enum EqualTimes
{
    /// <summary>The first in the input.</summary>
    First = 0,

    /// <summary>The last in the input.</summary>
    Last = 1,

    /// <summary>Every one: they are events, not samples.</summary>
    All = 2,
}
