using TlEngine.Geodesy;

namespace TlEngine.Tests.Geodesy;

/// <summary>What is decided without measuring is what measuring decides.</summary>
public sealed class DistanceBoundsTests
{
    public static TheoryData<string> Figures() => ["ellipsoid", "sphere", "a small sphere"];

    [Theory]
    [MemberData(nameof(Figures))]
    public void AtLeast_AnyPlaces_IsAsMeasured(string figure)
    {
        var distance = FigureOf(figure);
        var random = new Random(7);
        for (var i = 0; i < 5_000; i++)
        {
            var (lat1, lon1, lat2, lon2) = Places(random);
            var measured = distance.Between(lat1, lon1, lat2, lon2);
            foreach (var limit in (double[])[measured, measured * 0.99, measured * 1.01, measured * 0.1, measured * 10, 0])
            {
                Assert.Equal(measured >= limit, distance.AtLeast(lat1, lon1, lat2, lon2, limit));
                Assert.False(distance.Near(lat1, lon1, lat2, lon2, limit) && measured >= limit);
            }
        }
    }

    private static Distance FigureOf(string figure) => figure switch
    {
        "ellipsoid" => Distance.Of(DistanceModel.Ellipsoid, 0),
        "sphere" => Distance.Of(DistanceModel.Sphere, Wgs84.MeanRadius),
        _ => Distance.Of(DistanceModel.Sphere, 1),
    };

    /// <summary>Near each other or not, along a meridian, along a parallel, over the 180th meridian, at a pole.</summary>
    private static (double Lat1, double Lon1, double Lat2, double Lon2) Places(Random random)
    {
        var (lat, lon) = ((random.NextDouble() * 180) - 90, (random.NextDouble() * 360) - 180);
        var reach = Math.Pow(10, random.Next(-5, 3));
        var north = random.Next(3) == 0 ? 0 : (random.NextDouble() - 0.5) * reach;
        var east = random.Next(3) == 0 ? 0 : (random.NextDouble() - 0.5) * reach;
        return (lat, lon, Math.Clamp(lat + north, -90, 90), Longitude.Wrap(lon + east));
    }
}
