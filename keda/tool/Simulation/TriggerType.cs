namespace TlEngine.Keda.Simulation;

/// <summary>The scalers that the manifests use.</summary>
internal enum TriggerType
{
    RabbitMq,
    PostgreSql,
    ExternalPush,
    Cron,
}
