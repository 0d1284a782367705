using TlEngine.Executions;

namespace TlEngine.Schedules;

/// <summary>What reading a schedule's body came to.</summary>
public abstract record ScheduleReading
{
    private ScheduleReading()
    {
    }

    public sealed record Good(ScheduleRequest Request) : ScheduleReading;

    public sealed record Bad(Refusal Refusal) : ScheduleReading;
}
