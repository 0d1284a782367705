using System.Globalization;
using TlEngine.Keda.Generation;
using TlEngine.Keda.Manifests;

namespace TlEngine.Keda.Rules;

/// <summary>
/// The way in: Ingress → interceptor → API. Same host and paths everywhere, TLS, timeouts that grow outwards, no metrics.
/// </summary>
internal static class EdgeRules
{
    private const int LargestBodyMegabytes = 11;

    /// <summary>Streams end by themselves after ten minutes, answers that a caller waits for within 100 s.</summary>
    private const int LongestStreamSeconds = 600;
    private const int LongestAnswerSeconds = 100;
    private const int LongestColdStartSeconds = 60;

    public static IEnumerable<string> Check(RuleContext context)
    {
        var paths = InterceptorRouteText.Paths(context.Functions);
        foreach (var route in context.Manifests.Of("InterceptorRoute"))
        {
            foreach (var finding in CheckRoute(context, route, paths))
            {
                yield return $"{route}: {finding}";
            }
        }

        var ingresses = context.Manifests.Of("Ingress").ToList();
        if (ingresses.Count != 1)
        {
            yield return $"There are {ingresses.Count} Ingresses, not one.";
        }

        foreach (var ingress in ingresses)
        {
            foreach (var finding in CheckIngress(context, ingress, paths))
            {
                yield return $"{ingress}: {finding}";
            }
        }
    }

    private static IEnumerable<string> CheckRoute(RuleContext context, Manifest route, IReadOnlyList<string> paths)
    {
        var service = context.Manifests.Find("Service", route.Spec.Text("target", "service") ?? "");
        if (service is null || !service.Spec.Items("ports").Any(port =>
            port.Text("name") == route.Spec.Text("target", "portName")
                || (port.Text("port") is { } number && number == route.Spec.Text("target", "port"))))
        {
            yield return "its target is no Service with that port.";
        }

        if (!route.Spec.Items("rules").SelectMany(rule => rule.Items("hosts")).Select(host => host.Text()).SequenceEqual([Host(context)]))
        {
            yield return $"its only host must be {Host(context)}.";
        }

        if (!route.Spec.Items("rules").SelectMany(rule => rule.Items("paths")).Select(path => path.Text("value")).SequenceEqual(paths))
        {
            yield return $"its paths must be those of the functions: {string.Join(' ', paths)}.";
        }

        if (Seconds(route.Spec.Text("timeouts", "readiness")) is not (>= 30 and <= 120))
        {
            yield return "readiness must be bounded, and longer than a cold start.";
        }

        if (Seconds(route.Spec.Text("timeouts", "request")) is not { } request || request < LongestStreamSeconds + LongestColdStartSeconds
            || Seconds(route.Spec.Text("timeouts", "responseHeader")) is not >= LongestAnswerSeconds)
        {
            yield return $"must leave {LongestStreamSeconds} s to an event stream after its cold start, and {LongestAnswerSeconds} s to an "
                + "answer.";
        }
    }

    private static IEnumerable<string> CheckIngress(RuleContext context, Manifest ingress, IReadOnlyList<string> paths)
    {
        if (ingress.Namespace != "keda")
        {
            yield return "must stand in the namespace of the interceptor's Service.";
        }

        var rules = ingress.Spec.Items("rules").ToList();
        if (!rules.Select(rule => rule.Text("host")).SequenceEqual([Host(context)])
            || !ingress.Spec.Items("tls").SelectMany(tls => tls.Items("hosts")).Select(host => host.Text()).SequenceEqual([Host(context)]))
        {
            yield return $"its host, for TLS too, must be {Host(context)}.";
        }

        var entries = rules.SelectMany(rule => rule.Items("http", "paths")).ToList();
        if (!entries.Select(entry => entry.Text("path")).SequenceEqual(paths))
        {
            yield return $"its paths must be those of the functions, without the metrics: {string.Join(' ', paths)}.";
        }

        if (entries.Any(entry => entry.Text("backend", "service", "name") != "keda-add-ons-http-interceptor-proxy"
            || entry.Text("backend", "service", "port", "number") != "8080"))
        {
            yield return "must lead to the interceptor's proxy.";
        }

        if (ingress.Spec.Text("ingressClassName") is null || ingress.Spec.Items("tls").Any(tls => tls.Text("secretName") is null))
        {
            yield return "must name its class, and the Secret of its certificate.";
        }

        if (ingress.Spec.At("defaultBackend") is not null)
        {
            yield return "has a default backend, which would let everything in.";
        }

        foreach (var finding in CheckAnnotations(context, ingress))
        {
            yield return finding;
        }
    }

    private static IEnumerable<string> CheckAnnotations(RuleContext context, Manifest ingress)
    {
        string? Annotation(string name) => ingress.Root.Text("metadata", "annotations", name);
        if (Annotation("cert-manager.io/cluster-issuer") is null)
        {
            yield return "nobody makes its certificate.";
        }

        var longest = context.Manifests.Of("InterceptorRoute")
            .Select(route => Math.Max(Seconds(route.Spec.Text("timeouts", "request")) ?? int.MaxValue,
                Seconds(route.Spec.Text("timeouts", "readiness")) ?? int.MaxValue)).DefaultIfEmpty(0).Max();
        foreach (var family in new[] { "nginx.org/", "nginx.ingress.kubernetes.io/" })
        {
            var body = Annotation(family + (family == "nginx.org/" ? "client-max-body-size" : "proxy-body-size"));
            if (body != $"{LargestBodyMegabytes}m")
            {
                yield return $"{family}: bodies must be let through up to {LargestBodyMegabytes} MB; the app itself refuses past 10.";
            }

            if (Annotation(family + "proxy-buffering") is not ("False" or "off"))
            {
                yield return $"{family}: buffering would hold event streams back.";
            }

            if (Seconds(Annotation(family + "proxy-read-timeout")) is not { } read || read <= longest)
            {
                yield return $"{family}: proxy-read-timeout must be longer than the route's {longest} s.";
            }
        }
    }

    private static string Host(RuleContext context) => context.Plan.Environments[context.Manifests.Environment].Host;

    private static int? Seconds(string? text) =>
        int.TryParse(text?.TrimEnd('s'), CultureInfo.InvariantCulture, out var seconds) ? seconds : null;
}
