namespace TlEngine.Keda.Simulation;

/// <summary>One external metric at one sync.</summary>
/// <param name="Usage">The sum over all pods; null when the source did not answer.</param>
/// <param name="Target">The value per pod (AverageValue) or in total (Value).</param>
/// <param name="PerPod">AverageValue, KEDA's default.</param>
internal sealed record MetricReading(double? Usage, double Target, bool PerPod = true);
