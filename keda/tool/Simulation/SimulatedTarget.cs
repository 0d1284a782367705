namespace TlEngine.Keda.Simulation;

/// <summary>One Deployment with its ScaledObject, as the simulator needs it.</summary>
internal sealed record SimulatedTarget
{
    public required string Name { get; init; }

    /// <summary>The allow list; arrivals in a trace name functions.</summary>
    public required IReadOnlyList<string> Functions { get; init; }
    public required KedaSettings Keda { get; init; }
    public required IReadOnlyList<SimulatedTrigger> Triggers { get; init; }

    /// <summary>What one pod works on at the same time.</summary>
    public required int SlotsPerPod { get; init; }

    /// <summary>From the change of spec.replicas to the first work done.</summary>
    public required double ColdStartSeconds { get; init; }

    /// <summary>How long before it is due the scheduler's work shows in <c>due_work</c>; 0 elsewhere.</summary>
    public double LeadSeconds { get; init; }

    /// <summary>Timers fire on multiples of this; 0: work starts when a pod is free.</summary>
    public double TickSeconds { get; init; }

    /// <summary>CPU and memory of a pod cost this much for an hour, in USD.</summary>
    public double PodHourPrice { get; init; }

    public bool IsPushed => Triggers.Any(trigger => trigger.Type == TriggerType.ExternalPush);

    public bool NeedsBroker => Triggers.Any(trigger => trigger.Type == TriggerType.RabbitMq);

    public double NextTick(double second) => TickSeconds > 0 ? Math.Ceiling(second / TickSeconds) * TickSeconds : second;
}
