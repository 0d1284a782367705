namespace TlEngine.Keda.Simulation;

/// <summary>
/// How a trigger's source behaves. The difference decides what an outage does: RabbitMQ over HTTP connects lazily and fails the query,
/// PostgreSQL is pinged while the scaler is built, and a trigger that cannot be built freezes its whole ScaledObject.
/// </summary>
internal enum TriggerHealth
{
    Answers,
    QueryFails,
    CannotBeBuilt,
}
