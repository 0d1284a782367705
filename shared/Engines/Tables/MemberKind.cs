namespace TlEngine.Engines.Tables;

/// <summary>What the values of a member are. Each may be null.</summary>
internal enum MemberKind
{
    /// <summary>The time of the row, an RFC 3339 text or epoch milliseconds.</summary>
    Time,

    Number,

    /// <summary>false or true, kept as 0 or 1.</summary>
    Flag,
}
