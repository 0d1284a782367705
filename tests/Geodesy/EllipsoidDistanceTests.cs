using FsCheck;
using FsCheck.Fluent;
using TlEngine.Geodesy;

namespace TlEngine.Tests.Geodesy;

public sealed class EllipsoidDistanceTests
{
    private static readonly Distance Subject = Distance.Of(DistanceModel.Ellipsoid, Wgs84.MeanRadius);

    private static readonly Arbitrary<(double Lat, double Lon, double Bearing, double Reach)> Legs = (
        from lat in Gen.Choose(-79_000, 79_000)
        from lon in Gen.Choose(-180_000, 179_999)
        from bearing in Gen.Choose(0, 359)
        from reach in Gen.Choose(1, 19_900)
        select (lat / 1000.0, lon / 1000.0, bearing * Math.PI / 180, (double)reach)).ToArbitrary();

    [Fact]
    public void Between_ShortLegs_AgreeWithKarneysInverse() => Prop.ForAll(Legs, leg =>
    {
        var lat2 = leg.Lat + (leg.Reach * Math.Cos(leg.Bearing) / 111_500);
        var lon2 = Longitude.Wrap(leg.Lon + (leg.Reach * Math.Sin(leg.Bearing) / (111_500 * Math.Cos(leg.Lat * Math.PI / 180))));
        var exact = GeodesicInverse.Distance(leg.Lat, leg.Lon, lat2, lon2);
        return Math.Abs(Subject.Between(leg.Lat, leg.Lon, lat2, lon2) - exact) <= (exact * 1e-8) + 1e-8;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Legs_AnyLine_HaveTheBitsOfBetween()
    {
        double[] latitudes = [0, 0.001, -34.6, -34.61, -34.62, 79.99, 80.01, 90, 90, 89.9999, -12, -12.0001, 45, 45];
        double[] longitudes = [179.9999, -179.9999, -58.4, -58.41, 121.5, 0, 0.001, 0, 77, -103, 0, 180 - 1e-9, 13.7, 13.7];
        var legs = new double[latitudes.Length - 1];

        Subject.Legs(latitudes, longitudes, legs);

        for (var i = 0; i < legs.Length; i++)
        {
            Assert.Equal(Subject.Between(latitudes[i], longitudes[i], latitudes[i + 1], longitudes[i + 1]), legs[i]);
            Assert.Equal(GeodesicInverse.Distance(latitudes[i], longitudes[i], latitudes[i + 1], longitudes[i + 1]), legs[i], 1e-3);
        }
    }

    [Fact]
    public void Within_TheSamePole_AgreesWithBetween() =>
        Assert.True(Subject.Within(90, 118, 90, -136, Subject.Between(90, 118, 90, -136) * 1.004));

    [Fact]
    public void Within_AnyPairAndLimit_AgreesWithBetween() => Prop.ForAll(
        (from lat1 in Gen.Choose(-90, 90)
         from lon1 in Gen.Choose(-180, 179)
         from lat2 in Gen.Choose(-90, 90)
         from lon2 in Gen.Choose(-180, 179)
         from permille in Gen.Choose(980, 1020)
         select (lat1, lon1, lat2, lon2, permille)).ToArbitrary(),
        pair =>
        {
            var distance = Subject.Between(pair.lat1, pair.lon1, pair.lat2, pair.lon2);
            var limit = distance * pair.permille / 1000;
            return Subject.Within(pair.lat1, pair.lon1, pair.lat2, pair.lon2, limit) == distance <= limit;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
}
