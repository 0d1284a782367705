namespace TlEngine.Engines.Route.Eta;

/// <summary>The way of the vehicle along the route, since it last began it.</summary>
/// <param name="Fixes">In the order of time.</param>
/// <param name="FixesSince">As many fixes after the last of them are off the route.</param>
internal sealed record MatchedPath(IReadOnlyList<MatchedFix> Fixes, int FixesSince);
