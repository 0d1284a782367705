using TlEngine.Geodesy;

namespace TlEngine.Engines.Geo.Fence;

/// <summary>The way between two fixes: straight in longitude and latitude, as the edges of GeoJSON are, the shorter way round.</summary>
/// <param name="ToLongitude">Unrolled from the other one.</param>
internal readonly record struct Leg(double FromLatitude, double FromLongitude, double ToLatitude, double ToLongitude)
{
    public Box Box => new(
        Math.Min(FromLatitude, ToLatitude), Math.Min(FromLongitude, ToLongitude),
        Math.Max(FromLatitude, ToLatitude), Math.Max(FromLongitude, ToLongitude));

    public static Leg Between(double latitude1, double longitude1, double latitude2, double longitude2) =>
        new(latitude1, longitude1, latitude2, longitude1 + Longitude.Difference(longitude1, longitude2));

    /// <summary>The place at a share of the way, 0 to 1.</summary>
    public (double Latitude, double Longitude) At(double share) => share >= 1
        ? (ToLatitude, ToLongitude)
        : (FromLatitude + (share * (ToLatitude - FromLatitude)), FromLongitude + (share * (ToLongitude - FromLongitude)));

    public Leg Turned(double degrees) => this with { FromLongitude = FromLongitude + degrees, ToLongitude = ToLongitude + degrees };
}
