using System.Text.Json;
using System.Text.Json.Serialization;

namespace TlEngine.Bench.Plain;

/// <summary>A position as a serializer reads it.</summary>
internal sealed class PlainPosition
{
    [JsonPropertyName("t")]
    public long Time { get; set; }

    [JsonPropertyName("lat")]
    public double Latitude { get; set; }

    [JsonPropertyName("lon")]
    public double Longitude { get; set; }

    [JsonPropertyName("speed")]
    public double? Speed { get; set; }

    [JsonPropertyName("accuracy")]
    public double? Accuracy { get; set; }

    public static PlainPosition[] Read(byte[] json) => JsonSerializer.Deserialize<PlainRequest>(json)!.Positions;

    /// <summary>Metres by the haversine formula.</summary>
    public double DistanceTo(PlainPosition other)
    {
        var sinLatitude = Math.Sin((other.Latitude - Latitude) * (Math.PI / 360));
        var sinLongitude = Math.Sin((other.Longitude - Longitude) * (Math.PI / 360));
        var h = (sinLatitude * sinLatitude)
            + (Math.Cos(Latitude * (Math.PI / 180)) * Math.Cos(other.Latitude * (Math.PI / 180)) * sinLongitude * sinLongitude);
        return 2 * 6_371_008.8 * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    public double SecondsTo(PlainPosition other) => (other.Time - Time) / 1000.0;

    private sealed class PlainRequest
    {
        [JsonPropertyName("positions")]
        public PlainPosition[] Positions { get; set; } = [];
    }
}
