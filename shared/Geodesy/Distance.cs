namespace TlEngine.Geodesy;

/// <summary>Distances in metres between places in degrees, |latitude| at most 90 and longitudes in [-180, 180].</summary>
/// <param name="least">No degree of latitude is so short, in metres.</param>
/// <param name="most">No degree of latitude or longitude is so long.</param>
internal abstract class Distance(double least, double most)
{
    public static Distance Of(DistanceModel model, double radius) =>
        model == DistanceModel.Sphere ? new SphereDistance(radius) : EllipsoidDistance.Instance;

    public abstract double Between(double latitude1, double longitude1, double latitude2, double longitude2);

    /// <summary>Whether two places are at least a limit apart; cheaper than measuring it where the answer is clear.</summary>
    public bool AtLeast(double latitude1, double longitude1, double latitude2, double longitude2, double limit) =>
        Math.Abs(latitude2 - latitude1) * least >= limit
        || (!Near(latitude1, longitude1, latitude2, longitude2, limit) && Between(latitude1, longitude1, latitude2, longitude2) >= limit);

    /// <summary>
    /// Whether two places are less than a limit apart for certain, by the way along a meridian and a parallel; false tells nothing.
    /// </summary>
    public bool Near(double latitude1, double longitude1, double latitude2, double longitude2, double limit) =>
        (Math.Abs(latitude2 - latitude1) + Math.Abs(longitude2 - longitude1)) * most < limit;

    /// <summary>Whether two places are at most a limit apart; cheaper than measuring it where the answer is clear.</summary>
    public virtual bool Within(double latitude1, double longitude1, double latitude2, double longitude2, double limit) =>
        Between(latitude1, longitude1, latitude2, longitude2) <= limit;

    /// <summary>
    /// The length of each leg of a line: <c>legs[i]</c> leads from place i to place i + 1. Same values as <see cref="Between"/>, to the
    /// bit.
    /// </summary>
    public abstract void Legs(ReadOnlySpan<double> latitudes, ReadOnlySpan<double> longitudes, Span<double> legs);
}
