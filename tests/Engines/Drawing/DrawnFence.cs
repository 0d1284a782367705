using System.Text.Json;

namespace TlEngine.Tests.Engines.Drawing;

/// <summary>A fence of an engine's example.</summary>
internal sealed record DrawnFence(string Id, string Colour, JsonElement Geometry)
{
    private string Type => Geometry.Text("type");

    /// <summary>What has to be on the map.</summary>
    public IEnumerable<(double Lat, double Lon)> Places => Type switch
    {
        "Polygon" => Geometry.GetProperty("coordinates")[0].EnumerateArray().Select(PlaceOf),
        "Corridor" => Geometry.GetProperty("line").EnumerateArray().Select(PlaceOf),
        _ => [PlaceOf(Geometry.GetProperty("center"))],
    };

    public static DrawnFence[] Of(JsonElement data, string[] colours) =>
    [
        .. data.GetProperty("fences").EnumerateArray().Select((fence, i) =>
            new DrawnFence(fence.Text("id"), colours[i % colours.Length], fence.GetProperty("geometry"))),
    ];

    /// <summary>Whether it is the fence that an event or a visit names.</summary>
    public bool Owns(JsonElement told) => told.Text("fence") == Id;

    public void Draw(Picture picture, MapFrame map)
    {
        var places = Places.Select(map.At).ToArray();
        switch (Type)
        {
            case "Polygon":
                picture.Area(Colour, places);
                break;
            case "Corridor":
                picture.Band(Colour, map.Pixels(Geometry.Number("width_m")), places);
                break;
            default:
                picture.Circle($"area {Colour}", places[0], map.Pixels(Geometry.Number("radius_m")));
                break;
        }

        var (words, anchor) = Type switch
        {
            "Polygon" => (places.OrderBy(place => place.Y).ThenBy(place => place.X).First().Moved(9, 19), "start"),
            "Corridor" => (places[0].Moved(0, map.Pixels(Geometry.Number("width_m") / 2) + 16), "start"),
            _ => (places[0].Moved(0, map.Pixels(Geometry.Number("radius_m")) + 18), "middle"),
        };
        picture.Text($"head {Colour} halo", words, Id, anchor);
    }

    private static (double Lat, double Lon) PlaceOf(JsonElement position) => (position[1].GetDouble(), position[0].GetDouble());
}
