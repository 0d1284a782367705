namespace TlEngine.Engines.Route.Eta;

/// <summary>Successive segments of a route and the box around them.</summary>
/// <param name="First">The first segment.</param>
/// <param name="End">The one after the last.</param>
/// <param name="West">Unrolled, as all longitudes of the route.</param>
internal readonly record struct RouteBlock(int First, int End, double South, double West, double North, double East)
{
    public double Middle => (West + East) / 2;

    public static RouteBlock Of(ReadOnlySpan<double> latitudes, ReadOnlySpan<double> longitudes, int first, int end)
    {
        var block = new RouteBlock(first, end, latitudes[first], longitudes[first], latitudes[first], longitudes[first]);
        for (var i = first + 1; i <= end && i < latitudes.Length; i++)
        {
            block = block with
            {
                South = Math.Min(block.South, latitudes[i]),
                West = Math.Min(block.West, longitudes[i]),
                North = Math.Max(block.North, latitudes[i]),
                East = Math.Max(block.East, longitudes[i]),
            };
        }

        return block;
    }

    /// <summary>Whether any place of the box may be so near.</summary>
    /// <param name="longitude">Turned beside the box.</param>
    public bool IsNear(double latitude, double longitude, double radius, in LocalFrame frame) =>
        !((South - latitude) * frame.North > radius || (latitude - North) * frame.North > radius
            || (West - longitude) * frame.East > radius || (longitude - East) * frame.East > radius);
}
