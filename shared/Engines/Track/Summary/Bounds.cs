using System.Text.Json;

namespace TlEngine.Engines.Track.Summary;

/// <summary>The box around a track. Over the 180th meridian west is greater than east, as in RFC 7946, 5.2.</summary>
internal readonly record struct Bounds(double South, double West, double North, double East)
{
    /// <summary>Follows the line, so the box holds the way between the fixes too. Null for no fixes.</summary>
    public static Bounds? Around(ReadOnlySpan<double> latitudes, ReadOnlySpan<double> longitudes)
    {
        if (latitudes.IsEmpty)
        {
            return null;
        }

        var (south, north) = (latitudes[0], latitudes[0]);
        var (west, east) = (longitudes[0], longitudes[0]);
        double turns = 0, westTurns = 0, eastTurns = 0;
        for (var i = 1; i < latitudes.Length; i++)
        {
            south = Math.Min(south, latitudes[i]);
            north = Math.Max(north, latitudes[i]);
            var step = longitudes[i] - longitudes[i - 1];
            turns += step > 180 ? -360 : step < -180 ? 360 : 0;
            if (longitudes[i] + turns < west + westTurns)
            {
                (west, westTurns) = (longitudes[i], turns);
            }

            if (longitudes[i] + turns > east + eastTurns)
            {
                (east, eastTurns) = (longitudes[i], turns);
            }
        }

        return east + eastTurns - (west + westTurns) >= 360 ? new Bounds(south, -180, north, 180) : new Bounds(south, west, north, east);
    }

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("south", South);
        writer.WriteNumber("west", West);
        writer.WriteNumber("north", North);
        writer.WriteNumber("east", East);
        writer.WriteEndObject();
    }
}
