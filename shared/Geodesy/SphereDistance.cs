namespace TlEngine.Geodesy;

/// <summary>Great-circle distance by the haversine formula.</summary>
/// <param name="radius">In metres.</param>
internal sealed class SphereDistance(double radius)
    : Distance(radius * Degrees.ToRadians * (1 - Rounding), radius * Degrees.ToRadians * (1 + Rounding))
{
    // Much more than the formula loses.
    private const double Rounding = 1e-6;

    public override double Between(double latitude1, double longitude1, double latitude2, double longitude2)
    {
        var sinLatitude = Math.Sin((latitude2 - latitude1) * (Degrees.ToRadians / 2));
        var sinLongitude = Math.Sin((longitude2 - longitude1) * (Degrees.ToRadians / 2));
        var h = (sinLatitude * sinLatitude)
            + (Math.Cos(latitude1 * Degrees.ToRadians) * Math.Cos(latitude2 * Degrees.ToRadians) * sinLongitude * sinLongitude);

        // Rounding lifts h over 1 for some antipodes, where Asin has no value.
        return 2 * radius * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    public override void Legs(ReadOnlySpan<double> latitudes, ReadOnlySpan<double> longitudes, Span<double> legs)
    {
        for (var i = 0; i < latitudes.Length - 1; i++)
        {
            legs[i] = Between(latitudes[i], longitudes[i], latitudes[i + 1], longitudes[i + 1]);
        }
    }
}
