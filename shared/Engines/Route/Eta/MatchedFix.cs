namespace TlEngine.Engines.Route.Eta;

/// <summary>A fix with its place on the route.</summary>
/// <param name="Index">Its place in the input.</param>
/// <param name="Second">Its time, in seconds from the origin.</param>
/// <param name="Progress">Metres from the start of the route that the vehicle has made; never falls.</param>
/// <param name="Offset">Metres between the fix and the route.</param>
internal readonly record struct MatchedFix(int Index, double Second, double Progress, double Offset);
