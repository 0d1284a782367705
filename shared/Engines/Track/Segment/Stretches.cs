namespace TlEngine.Engines.Track.Segment;

/// <summary>The trips and stops found so far. One without duration is none.</summary>
internal sealed class Stretches
{
    private readonly List<Stretch> _trips = [];
    private readonly List<Stretch> _stops = [];

    public IReadOnlyList<Stretch> Trips => _trips;

    public IReadOnlyList<Stretch> Stops => _stops;

    public void AddTrip(int first, int last, bool open = false) => Add(_trips, first, last, open);

    public void AddStop(int first, int last, bool open = false) => Add(_stops, first, last, open);

    private static void Add(List<Stretch> list, int first, int last, bool open)
    {
        if (last > first)
        {
            list.Add(new Stretch(first, last, open));
        }
    }
}
