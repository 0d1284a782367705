namespace TlEngine.Keda.Simulation;

/// <summary>From this second on a Deployment has so many replicas.</summary>
internal sealed record ReplicaChange(double At, int Replicas);
