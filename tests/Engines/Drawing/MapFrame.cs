using static System.FormattableString;

namespace TlEngine.Tests.Engines.Drawing;

/// <summary>A map of some blocks in a box of a picture: north is up, one scale in all directions, a bar that tells it.</summary>
internal sealed class MapFrame
{
    private const double MetresPerDegree = 111_320;

    private readonly Place _centre;
    private readonly (double Lat, double Lon) _middle;
    private readonly double _shrink;
    private readonly double _pixelsPerMetre;

    /// <param name="places">What must be on it.</param>
    public MapFrame(Place topLeft, Place bottomRight, IEnumerable<(double Lat, double Lon)> places)
    {
        var all = places.ToArray();
        var (south, north) = (all.Min(place => place.Lat), all.Max(place => place.Lat));
        var (west, east) = (all.Min(place => place.Lon), all.Max(place => place.Lon));
        _middle = ((south + north) / 2, (west + east) / 2);
        _shrink = Math.Cos(_middle.Lat * Math.PI / 180);
        _centre = new Place((topLeft.X + bottomRight.X) / 2, (topLeft.Y + bottomRight.Y) / 2);
        _pixelsPerMetre = Math.Min(
            (bottomRight.X - topLeft.X) / Math.Max(1, (east - west) * _shrink * MetresPerDegree),
            (bottomRight.Y - topLeft.Y) / Math.Max(1, (north - south) * MetresPerDegree));
    }

    public Place Centre => _centre;

    public Place At(double lat, double lon) => _centre.Moved(
        (lon - _middle.Lon) * _shrink * MetresPerDegree * _pixelsPerMetre, (_middle.Lat - lat) * MetresPerDegree * _pixelsPerMetre);

    public Place At((double Lat, double Lon) place) => At(place.Lat, place.Lon);

    public double Pixels(double metres) => metres * _pixelsPerMetre;

    /// <summary>A round number of metres, about a hundred pixels long.</summary>
    public void DrawScale(Picture picture, Place end)
    {
        var exact = 110 / _pixelsPerMetre;
        var power = Math.Pow(10, Math.Floor(Math.Log10(exact)));
        var metres = power * (exact / power) switch { >= 5 => 5, >= 2 => 2, _ => 1 };
        var start = end.Moved(-Pixels(metres), 0);
        picture.Line("thin soft", start.Moved(0, -4), start, end, end.Moved(0, -4));
        picture.Text("small soft", end.Moved(-Pixels(metres) / 2, -6), Invariant($"{metres} m"), "middle");
    }
}
