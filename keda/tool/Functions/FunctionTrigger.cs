namespace TlEngine.Keda.Functions;

/// <summary>One function of the compiled app and its trigger, as its attributes say.</summary>
internal sealed record FunctionTrigger(string Name, TriggerKind Kind)
{
    /// <summary>Absolute, without the leading slash; HTTP only.</summary>
    public string? Route { get; init; }

    /// <summary>RabbitMQ only.</summary>
    public string? Queue { get; init; }

    /// <summary>NCRONTAB with seconds; timers only.</summary>
    public string? Schedule { get; init; }

    /// <summary>Timers only. True, the default, needs a storage account that the cluster does not have: the timer never starts.</summary>
    public bool UseMonitor { get; init; } = true;

    /// <summary>Takes whatever no other route takes.</summary>
    public bool IsCatchAll => Route is { } route && route.StartsWith("{*", StringComparison.Ordinal);
}
