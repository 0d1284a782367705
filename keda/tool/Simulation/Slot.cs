namespace TlEngine.Keda.Simulation;

/// <summary>One of the things a pod can do at the same time.</summary>
internal sealed class Slot(Pod pod)
{
    public Pod Pod => pod;
    public double FreeAt { get; set; } = pod.ReadyAt;
    public WorkItem? Item { get; set; }
}
