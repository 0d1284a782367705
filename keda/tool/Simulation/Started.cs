namespace TlEngine.Keda.Simulation;

/// <summary>A piece of work that got its pod.</summary>
internal sealed record Started(WorkItem Item, double At)
{
    public double Wait => At - Item.Due;
}
