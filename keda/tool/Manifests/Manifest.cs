using System.Text.Json.Nodes;

namespace TlEngine.Keda.Manifests;

/// <summary>One object of a rendered environment.</summary>
internal sealed record Manifest(JsonNode Root)
{
    public string ApiVersion => Root.Text("apiVersion") ?? "";
    public string Kind => Root.Text("kind") ?? "";
    public string Name => Root.Text("metadata", "name") ?? "";
    public string Namespace => Root.Text("metadata", "namespace") ?? "";
    public JsonNode? Spec => Root.At("spec");

    /// <summary>The pod template of a Deployment, Job or CronJob.</summary>
    public JsonNode? PodTemplate => Kind switch
    {
        "Deployment" or "StatefulSet" or "Job" => Root.At("spec", "template"),
        "CronJob" => Root.At("spec", "jobTemplate", "spec", "template"),
        _ => null,
    };

    public IEnumerable<JsonNode> Containers =>
        PodTemplate.Items("spec", "initContainers").Concat(PodTemplate.Items("spec", "containers"));

    public override string ToString() => $"{Kind} {Name}";
}
