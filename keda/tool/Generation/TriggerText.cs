using TlEngine.Keda.Functions;
using TlEngine.Keda.Roles;

namespace TlEngine.Keda.Generation;

/// <summary>The triggers of a ScaledObject as YAML; every metadata value is a quoted string, as KEDA's map of strings wants it.</summary>
internal static class TriggerText
{
    public static IEnumerable<string> For(RoleAssignment assignment, string role, RoleScaling scaling)
    {
        var source = assignment.Plan.Roles[role].Takes;
        return source.Kind switch
        {
            TriggerKind.Http => [Http(role)],
            TriggerKind.Queue => [Queue(source.Queue!, scaling)],
            _ => [DueWork(assignment.Plan, scaling), .. Windows(assignment, role, scaling)],
        };
    }

    private static string Http(string role) => $"""
            - type: external-push
              metadata:
                scalerAddress: "keda-add-ons-http-external-scaler.keda:9090"
                interceptorRoute: "{role}"

        """;

    /// <summary>Over the management API, which counts messages in flight too: over AMQP a long task looks like an idle queue.</summary>
    private static string Queue(string queue, RoleScaling scaling) => $"""
            - type: rabbitmq
              metadata:
                protocol: "http"
                mode: "QueueLength"
                value: "{scaling.Target}"
                activationValue: "0"
                queueName: "{queue}"
              authenticationRef:
                name: engine-broker

        """;

    /// <summary>The lead is this environment's own: polling interval, cold start and margin.</summary>
    private static string DueWork(RolePlan plan, RoleScaling scaling) => $"""
            - type: postgresql
              # One query a poll; without this the autoscaler would ask every 15 seconds as well.
              useCachedMetrics: true
              metadata:
                query: >-
                  SELECT (SELECT count(*) FROM due_work) + (SELECT count(*) FROM schedules
                  WHERE enabled AND next_run_at <= now() + interval '{plan.LeadSeconds(scaling.PollingInterval!.Value)} seconds')
                targetQueryValue: "{scaling.Target}"
                activationTargetQueryValue: "0"
              authenticationRef:
                name: engine-database

        """;

    private static IEnumerable<string> Windows(RoleAssignment assignment, string role, RoleScaling scaling) =>
        assignment.Functions[role]
            .Select(timer => DailyWindow.For(
                timer.Schedule!, assignment.Plan.LeadSeconds(scaling.PollingInterval!.Value), assignment.Plan.DailyWindowMinutes))
            .OfType<DailyWindow>().Distinct().Select(window => $"""
            - type: cron
              metadata:
                timezone: "Etc/UTC"
                start: "{window.Start}"
                end: "{window.End}"
                desiredReplicas: "1"

        """);
}
