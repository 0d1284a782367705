namespace TlEngine.Engines.Geo.Fence;

/// <summary>A fence of a request.</summary>
/// <param name="InitialState">Whether the vehicle was inside before the first fix; null where nobody knows.</param>
/// <param name="InitialSince">UTC ticks of when that stay began; null for no stay or one whose beginning nobody knows.</param>
internal sealed record GeoFence(string Id, Shape Shape, bool? InitialState, long? InitialSince = null);
