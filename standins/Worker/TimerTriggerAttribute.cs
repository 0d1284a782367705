namespace Microsoft.Azure.Functions.Worker;

/// <summary>Calls the function by a six-field NCRONTAB expression (seconds first) or every TimeSpan.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TimerTriggerAttribute(string schedule) : Attribute
{
    public string Schedule { get; } = schedule;

    public bool RunOnStartup { get; set; }

    public bool UseMonitor { get; set; } = true;
}
