using Microsoft.Azure.Functions.Worker;
using TlEngine.Schedules;

namespace TlEngine.Functions.Timers;

/// <summary>Turns due schedules into executions.</summary>
public sealed class EnqueueDueSchedules(ScheduleRunner schedules)
{
    [Function(nameof(EnqueueDueSchedules))]
    public Task RunAsync([TimerTrigger("*/10 * * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken) =>
        schedules.RunAsync(cancellationToken);
}
