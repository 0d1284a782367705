namespace TlEngine.Engines.Route.Eta;

/// <summary>The vertices of a route as they came, without repetitions.</summary>
/// <param name="Latitudes">In degrees.</param>
/// <param name="Longitudes">In [-180, 180).</param>
internal sealed record RouteShape(double[] Latitudes, double[] Longitudes)
{
    public static readonly RouteShape None = new([], []);
}
