using TlEngine.Keda.Functions;
using TlEngine.Keda.Roles;

namespace TlEngine.Keda.Generation;

/// <summary>
/// The route of the HTTP add-on: which host and paths wake the API. The paths are the first segments of the functions' routes, so that
/// scanners asking for anything else cost nothing; the metrics are never among them.
/// </summary>
internal static class InterceptorRouteText
{
    private const string Metrics = "metrics";

    public static IReadOnlyList<string> Paths(IEnumerable<FunctionTrigger> functions) =>
        [.. functions.Where(function => function is { Kind: TriggerKind.Http, IsCatchAll: false })
            .Select(function => function.Route!.Split('/')[0]).Where(segment => segment != Metrics)
            .Distinct().Order(StringComparer.Ordinal).Select(segment => "/" + segment)];

    public static string For(RoleAssignment assignment, string role, string environment, IReadOnlyList<FunctionTrigger> functions) =>
        GeneratedFiles.Notice + $"""
            apiVersion: http.keda.sh/v1beta1
            kind: InterceptorRoute
            metadata:
              name: {role}
            spec:
              target:
                service: {role}
                portName: http
              rules:
                - hosts:
                    - {assignment.Plan.Environments[environment].Host}
                  paths:
            {string.Join('\n', Paths(functions).Select(path => $"        - value: {path}"))}
              scalingMetric:
                concurrency:
                  targetValue: {assignment.Plan.ScalingOf(role, environment).Target}
              timeouts:
                # A cold start takes seconds; past this the caller gets 504 instead of hanging.
                readiness: 60s
                # The longest engine (900 s) followed as an event stream, and its cold start.
                request: 1000s
                # Synchronous calls end within 100 s.
                responseHeader: 120s

            """;
}
