namespace TlEngine.Engines.Series.Anomaly;

/// <summary>A point that is not like the others.</summary>
/// <param name="Index">Its place in the input.</param>
/// <param name="Time">UTC ticks.</param>
/// <param name="Score">Infinite where the others do not differ at all.</param>
internal readonly record struct AnomalousPoint(int Index, long Time, double Value, double Score, double Expected);
