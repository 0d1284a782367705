namespace TlEngine.Engines.Series.Aggregate;

/// <summary>A half-open span of time, in UTC ticks, within the years 1 to 9999.</summary>
/// <param name="Start">Its first tick.</param>
/// <param name="End">The tick after its last one.</param>
internal readonly record struct Bucket(long Start, long End);
