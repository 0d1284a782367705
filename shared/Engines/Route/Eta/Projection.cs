namespace TlEngine.Engines.Route.Eta;

/// <summary>A place on the route that is nearer to another place than all of the route just before and after it.</summary>
/// <param name="Along">Metres from the start of the route.</param>
/// <param name="Offset">Metres between the two.</param>
internal readonly record struct Projection(double Along, double Offset);
