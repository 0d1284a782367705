using System.Text.Json.Nodes;

namespace TlEngine.Tests.Kubernetes;

/// <summary>Mistakes that open something: containers, secrets, the network, the way in. Each must be caught.</summary>
internal static class SecurityMutations
{
    private const string Engine = "spec.template.spec.containers.0";
    private const string Dump = "spec.jobTemplate.spec.template.spec.initContainers.0";
    private const string Security = Engine + ".securityContext.";

    public static IReadOnlyList<Mutation> All { get; } =
    [
        // Containers that take back what their pod promises.
        Mutation.Set("privileged", "Deployment", "engine-worker", Security + "privileged", true),
        Mutation.Set("a container as root", "Deployment", "engine-worker", Security + "runAsUser", 0),
        Mutation.Set("a container in the root group", "Deployment", "engine-worker", Security + "runAsGroup", 0),
        Mutation.Set("a container without the promise", "Deployment", "engine-worker", Security + "runAsNonRoot", false),
        Mutation.Set("a container without seccomp", "Deployment", "engine-worker", Security + "seccompProfile",
            Json("""{"type": "Unconfined"}""")),
        Mutation.Set("an unmasked /proc", "Deployment", "engine-worker", Security + "procMount", "Unmasked"),
        Mutation.Set("a capability added", "Deployment", "engine-worker", Security + "capabilities.add",
            Json("""["NET_BIND_SERVICE"]""")),
        Mutation.Set("escalation allowed", "Deployment", "engine-webhooks", Security + "allowPrivilegeEscalation", true),
        Mutation.Set("the dump as root", "CronJob", "engine-backup", Dump + ".securityContext.runAsUser", 0),
        Mutation.Set("the dump may write everywhere", "CronJob", "engine-backup", Dump + ".securityContext.readOnlyRootFilesystem", false),
        Mutation.Set("a port of the node", "Deployment", "engine-api", Engine + ".ports.0.hostPort", 8080),
        Mutation.Set("the processes of the node", "Deployment", "engine-api", "spec.template.spec.hostPID", true),
        Mutation.Set("the Services' addresses in the environment", "Deployment", "engine-api",
            "spec.template.spec.enableServiceLinks", true),
        Mutation.Set("a ServiceAccount with a token", "ServiceAccount", "engine-api", "automountServiceAccountToken", true),
        Mutation.Set("an image by tag from a real registry", "Deployment", "engine-api", Engine + ".image", "ghcr.io/acme/tl-engine:v1"),
        Mutation.Set("pulled at every cold start", "Deployment", "engine-api", Engine + ".imagePullPolicy", "Always"),

        // Secrets.
        Mutation.Add("a Secret in the repository", """
            apiVersion: v1
            kind: Secret
            metadata: { name: engine-settings, namespace: tl-engine-staging }
            stringData: { DATABASE_URL: "postgresql://u:p@h/d" }
            """),
        Mutation.Set("Secrets of another namespace", "ScaledObject", "engine-worker", "spec.triggers.0.authenticationRef.kind",
            "ClusterTriggerAuthentication"),
        Mutation.Set("credentials in another namespace", "TriggerAuthentication", "engine-broker", "metadata.namespace", "default"),
        Mutation.Set("a Secret that nothing makes", "TriggerAuthentication", "engine-broker",
            "spec.secretTargetRef.0.name", "engine-broker"),
        Mutation.Set("a dump of an address that no Secret has", "CronJob", "engine-backup", Dump + ".env.1.valueFrom.secretKeyRef.key",
            "url"),
        Mutation.Append("an API key in clear", "Deployment", "engine-api", Engine + ".env",
            Json("""{"name": "ADMIN_API_KEY", "value": "tl_dev_0123456789"}""")),
        Mutation.Add("rights over the cluster", """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: { name: engine-api, namespace: tl-engine-staging }
            roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: admin }
            subjects: [{ kind: ServiceAccount, name: engine-api }]
            """),

        // The network.
        Mutation.Set("a range of ports outwards", "NetworkPolicy", "allow-https", "spec.egress.0.ports.0.endPort", 65535),
        Mutation.Set("every pod of the cluster", "NetworkPolicy", "allow-telemetry", "spec.egress.0.to.0.namespaceSelector", Json("{}")),
        Mutation.Set("every pod of monitoring", "NetworkPolicy", "allow-telemetry", "spec.egress.0.to.0.podSelector", Json("{}")),
        Mutation.Set("another namespace inwards", "NetworkPolicy", "allow-interceptor",
            "spec.ingress.0.from.0.namespaceSelector.matchLabels.kubernetes~io/metadata~name", "default"),
        Mutation.Set("every pod of keda inwards", "NetworkPolicy", "allow-interceptor", "spec.ingress.0.from.0.podSelector", Json("{}")),
        Mutation.Set("egress rules that are ignored", "NetworkPolicy", "allow-database", "spec.policyTypes", Json("""["Ingress"]""")),
        Mutation.Set("a default that lets everything out", "NetworkPolicy", "deny-all", "spec.policyTypes", Json("""["Ingress"]""")),
        Mutation.Add("a second policy that opens everything", """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: { name: debug, namespace: tl-engine-staging }
            spec: { podSelector: {}, policyTypes: [Egress], egress: [{}] }
            """),
        Mutation.Remove("private addresses of IPv6", "NetworkPolicy", "allow-https", "spec.egress.0.to.1.ipBlock.except.1"),
        Mutation.Set("a load balancer past the interceptor", "Service", "engine-api", "spec.type", "LoadBalancer"),
        Mutation.Set("a port on every node", "Service", "engine-api", "spec.type", "NodePort"),

        // The way in.
        Mutation.Set("everything else lands on the API", "Ingress", "tl-engine-staging", "spec.defaultBackend",
            Json("""{"service": {"name": "keda-add-ons-http-interceptor-proxy", "port": {"number": 8080}}}""")),
        Mutation.Remove("no certificate at all", "Ingress", "tl-engine-staging", "spec.tls"),
        Mutation.Remove("a certificate without a Secret", "Ingress", "tl-engine-staging", "spec.tls.0.secretName"),
        Mutation.Remove("nobody's Ingress", "Ingress", "tl-engine-staging", "spec.ingressClassName"),
        Mutation.Set("any host", "InterceptorRoute", "engine-api", "spec.rules.0.hosts.0", "*"),
    ];

    private static JsonNode Json(string text) => JsonNode.Parse(text)!;
}
