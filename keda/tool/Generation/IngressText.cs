using TlEngine.Keda.Functions;
using TlEngine.Keda.Roles;

namespace TlEngine.Keda.Generation;

/// <summary>
/// The Ingress to the interceptor: the same host and paths as the route, so that nothing else comes in, the metrics least of all.
/// </summary>
internal static class IngressText
{
    public static string For(RoleAssignment assignment, string environment, IReadOnlyList<FunctionTrigger> functions)
    {
        var host = assignment.Plan.Environments[environment].Host;
        return GeneratedFiles.Notice + $"""
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata:
              name: tl-engine-{environment}
            spec:
              ingressClassName: nginx
              tls:
                - hosts:
                    - {host}
                  secretName: tl-engine-{environment}-tls
              rules:
                - host: {host}
                  http:
                    paths:

            """ + string.Concat(InterceptorRouteText.Paths(functions).Select(path => $"""
                      - path: {path}
                        pathType: Prefix
                        backend:
                          service:
                            name: keda-add-ons-http-interceptor-proxy
                            port:
                              number: 8080

            """));
    }
}
