using System.Runtime.Intrinsics;

namespace TlEngine.Geodesy;

/// <summary>
/// Distance on WGS84: <see cref="MidLatitude"/> for short legs away from the poles, <see cref="GeodesicInverse"/> for all others.
/// Only additions, products, quotients and roots are used on short legs, so every processor gives the same bits.
/// </summary>
internal sealed class EllipsoidDistance : Distance
{
    public static readonly EllipsoidDistance Instance = new();

    // The sphere of the mean radius is off by at most 0.56 % between any two places.
    private const double SphereError = 0.006;

    // What rounding makes of no distance, at a pole say, is no share of it.
    private const double LeastMetres = 1e-6;

    // A degree of latitude is 110,574 m at the equator, 111,694 m at the poles; one of longitude is 111,320 m at most.
    private const double LeastMetresPerDegree = 110_000;
    private const double MostMetresPerDegree = 112_000;
    private static readonly SphereDistance Sphere = new(Wgs84.MeanRadius);

    private EllipsoidDistance()
        : base(LeastMetresPerDegree, MostMetresPerDegree)
    {
    }

    public override double Between(double latitude1, double longitude1, double latitude2, double longitude2)
    {
        var distance = Short(latitude1, longitude1, latitude2, longitude2);
        return double.IsNaN(distance) ? GeodesicInverse.Distance(latitude1, longitude1, latitude2, longitude2) : distance;
    }

    public override bool Within(double latitude1, double longitude1, double latitude2, double longitude2, double limit)
    {
        if (Math.Abs(latitude2 - latitude1) * LeastMetresPerDegree > limit)
        {
            return false;
        }

        var distance = Short(latitude1, longitude1, latitude2, longitude2);
        if (!double.IsNaN(distance))
        {
            return distance <= limit;
        }

        var sphere = Sphere.Between(latitude1, longitude1, latitude2, longitude2);
        return (sphere * (1 - SphereError)) - LeastMetres <= limit
            && ((sphere * (1 + SphereError)) + LeastMetres <= limit || GeodesicInverse.Distance(latitude1, longitude1, latitude2, longitude2) <= limit);
    }

    public override void Legs(ReadOnlySpan<double> latitudes, ReadOnlySpan<double> longitudes, Span<double> legs)
    {
        var count = latitudes.Length - 1;
        var i = 0;
        for (; i <= count - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            var distances = MidLatitude.Distance(
                Vector256.Create(latitudes[i..]), Vector256.Create(longitudes[i..]),
                Vector256.Create(latitudes[(i + 1)..]), Vector256.Create(longitudes[(i + 1)..]));
            distances.CopyTo(legs[i..]);
            if (Vector256.EqualsAll(distances, distances))
            {
                continue;
            }

            for (var k = i; k < i + Vector256<double>.Count; k++)
            {
                if (double.IsNaN(legs[k]))
                {
                    legs[k] = GeodesicInverse.Distance(latitudes[k], longitudes[k], latitudes[k + 1], longitudes[k + 1]);
                }
            }
        }

        for (; i < count; i++)
        {
            legs[i] = Between(latitudes[i], longitudes[i], latitudes[i + 1], longitudes[i + 1]);
        }
    }

    private static double Short(double latitude1, double longitude1, double latitude2, double longitude2) => MidLatitude.Distance(
        Vector256.Create(latitude1), Vector256.Create(longitude1), Vector256.Create(latitude2), Vector256.Create(longitude2)).ToScalar();
}
