namespace TlEngine.Schedules;

/// <summary>What becomes of fire times that passed while nothing was awake. The numbers are stored: never reuse one.</summary>
public enum MissedRuns
{
    /// <summary>Only the newest one runs, and only if it is not more than a minute late.</summary>
    Skip = 0,

    /// <summary>The newest one runs, however late.</summary>
    Once = 1,

    /// <summary>All of them run, the newest 100 at most.</summary>
    All = 2,
}
