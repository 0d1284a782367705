namespace TlEngine.Tests.Kubernetes;

/// <summary>Every function that the contract names, whether it is written yet or not: the manifests must carry the whole of it.</summary>
internal static class ContractFunctions
{
    public static IReadOnlyDictionary<string, string> Http { get; } = new Dictionary<string, string>
    {
        ["ExecuteEngine"] = "api/v1/engines/execute",
        ["ExecuteEngineById"] = "api/v1/engines/{engine_id}/execute",
        ["ListEngines"] = "api/v1/engines",
        ["GetEngine"] = "api/v1/engines/{engine_id}",
        ["GetEngineStatus"] = "api/v1/engines/{engine_id}/status",
        ["GetEnginesStatus"] = "api/v1/engines/status",
        ["GetEnginesMetrics"] = "api/v1/engines/metrics",
        ["ExecuteBatch"] = "api/v1/executions/batch",
        ["ListExecutions"] = "api/v1/executions",
        ["GetExecution"] = "api/v1/executions/{id}",
        ["GetExecutionResult"] = "api/v1/executions/{id}/result",
        ["StreamExecutionEvents"] = "api/v1/executions/{id}/events",
        ["CancelExecution"] = "api/v1/executions/{id}/cancel",
        ["ReplayExecution"] = "api/v1/executions/{id}/replay",
        ["ReplayFailedExecutions"] = "api/v1/executions/replay",
        ["ListDeadLetters"] = "api/v1/dead-letters",
        ["ReplayDeadLetters"] = "api/v1/dead-letters/replay",
        ["CreateSchedule"] = "api/v1/schedules",
        ["ListSchedules"] = "api/v1/schedules",
        ["GetSchedule"] = "api/v1/schedules/{id}",
        ["ReplaceSchedule"] = "api/v1/schedules/{id}",
        ["DeleteSchedule"] = "api/v1/schedules/{id}",
        ["RunSchedule"] = "api/v1/schedules/{id}/run",
        ["ListScheduleRuns"] = "api/v1/schedules/{id}/runs",
        ["ListDeliveries"] = "api/v1/executions/{id}/deliveries",
        ["RedeliverDelivery"] = "api/v1/deliveries/{id}/redeliver",
        ["CreateKey"] = "api/v1/keys",
        ["ListKeys"] = "api/v1/keys",
        ["RotateKey"] = "api/v1/keys/{id}/rotate",
        ["RevokeKey"] = "api/v1/keys/{id}",
        ["Health"] = "health",
        ["Ready"] = "ready",
        ["PrometheusMetrics"] = "metrics",
        ["OpenApiDocument"] = "openapi.json",
        ["Dashboard"] = "dashboard",
        ["Unmatched"] = "{*path}",
    };

    public static IReadOnlyDictionary<string, string> Queues { get; } = new Dictionary<string, string>
    {
        ["RunTask"] = "engine:tasks",
        ["RunUrgentTask"] = "engine:tasks:high",
        ["DeliverWebhook"] = "engine:webhooks",
    };

    public static IReadOnlyDictionary<string, string> Timers { get; } = new Dictionary<string, string>
    {
        ["EnqueueDueSchedules"] = "*/10 * * * * *",
        ["RecoverLostExecutions"] = "0 * * * * *",
        ["RollUpMetrics"] = "0 5 * * * *",
        ["ArchiveExecutions"] = "0 0 3 * * *",
        ["ProbeDependencies"] = "0 */5 * * * *",
    };
}
