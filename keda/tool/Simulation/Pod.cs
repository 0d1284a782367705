namespace TlEngine.Keda.Simulation;

/// <summary>A pod that was started; <see cref="Removed"/> once the Deployment shrank past it.</summary>
internal sealed class Pod(double readyAt)
{
    public double ReadyAt => readyAt;
    public bool Removed { get; set; }
}
