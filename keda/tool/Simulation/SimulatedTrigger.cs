namespace TlEngine.Keda.Simulation;

/// <summary>One trigger of a ScaledObject; <paramref name="Window"/> is set for cron alone.</summary>
internal sealed record SimulatedTrigger(TriggerType Type, double Target, double Activation, CronWindow? Window = null)
{
    /// <param name="messages">Waiting and in flight, as the management API, the interceptor or <c>due_work</c> count them.</param>
    public TriggerReading Read(long second, double messages, Outages outages) => Type switch
    {
        TriggerType.Cron => new(TriggerHealth.Answers, Window!.IsOpen(second) ? Target : 0, 0, 1),
        TriggerType.RabbitMq when outages.Broker(second) => new(TriggerHealth.QueryFails, 0, Activation, Target),
        TriggerType.PostgreSql when outages.Database(second) => new(TriggerHealth.CannotBeBuilt, 0, Activation, Target),
        _ => new(TriggerHealth.Answers, messages, Activation, Target),
    };
}
