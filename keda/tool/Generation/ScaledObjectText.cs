using TlEngine.Keda.Roles;

namespace TlEngine.Keda.Generation;

/// <summary>
/// A ScaledObject as YAML. None has a <c>fallback</c>: past its threshold a failing trigger counts as active, so that an outage of the
/// broker would wake everything that sleeps.
/// </summary>
internal static class ScaledObjectText
{
    public static string For(RoleAssignment assignment, string role, string environment)
    {
        var scaling = assignment.Plan.ScalingOf(role, environment);
        return GeneratedFiles.Notice + $"""
            apiVersion: keda.sh/v1alpha1
            kind: ScaledObject
            metadata:
              name: {role}
              annotations:
                # After its Deployment and, for the API, after the InterceptorRoute.
                argocd.argoproj.io/sync-wave: "1"
            spec:
              scaleTargetRef:
                name: {role}
              pollingInterval: {scaling.PollingInterval}
              cooldownPeriod: {scaling.CooldownPeriod}
              minReplicaCount: 0
              maxReplicaCount: {scaling.MaxReplicas}
              advanced:
                horizontalPodAutoscalerConfig:
                  # Both sides: naming one changes the other's defaults.
                  behavior:
                    scaleUp:
                      stabilizationWindowSeconds: 0
                      selectPolicy: Max
                      policies:
                        - type: Pods
                          value: 4
                          periodSeconds: 15
                        - type: Percent
                          value: 100
                          periodSeconds: 15
                    scaleDown:
                      stabilizationWindowSeconds: 300
                      selectPolicy: Max
                      policies:
                        - type: Percent
                          value: 50
                          periodSeconds: 60
                        - type: Pods
                          value: 1
                          periodSeconds: 60
              triggers:

            """ + string.Concat(TriggerText.For(assignment, role, scaling));
    }
}
