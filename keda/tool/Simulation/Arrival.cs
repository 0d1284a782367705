namespace TlEngine.Keda.Simulation;

/// <summary>One line of a trace: <paramref name="Count"/> pieces of work, evenly over <paramref name="OverSeconds"/>.</summary>
internal sealed record Arrival(double At, string Function, int Count, double OverSeconds, double ServiceSeconds, int Attempts);
