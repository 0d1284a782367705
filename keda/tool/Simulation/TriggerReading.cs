namespace TlEngine.Keda.Simulation;

/// <summary>What one trigger of a ScaledObject says at one instant.</summary>
internal sealed record TriggerReading(TriggerHealth Health, double Value, double Activation, double Target, bool PerPod = true)
{
    /// <summary>Strictly more than the activation value; a trigger that failed is not active.</summary>
    public bool Active => Health == TriggerHealth.Answers && Value > Activation;

    public MetricReading Metric => new(Health == TriggerHealth.Answers ? Value : null, Target, PerPod);
}
