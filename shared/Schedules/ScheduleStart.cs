namespace TlEngine.Schedules;

/// <summary>What became of a run that was asked for.</summary>
public enum ScheduleStart
{
    Started,

    /// <summary>There is no such schedule.</summary>
    Unknown,

    /// <summary>Its run of that time is there already.</summary>
    TimeTaken,

    /// <summary>The idempotency key is another call's.</summary>
    KeyTaken,
}
