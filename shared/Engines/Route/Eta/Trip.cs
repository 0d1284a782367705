namespace TlEngine.Engines.Route.Eta;

/// <summary>The stops with their places along the route and the time that it takes between them.</summary>
internal sealed class Trip(IReadOnlyList<Stop> stops, double[] along, Timetable timetable)
{
    public IReadOnlyList<Stop> Stops => stops;

    public Timetable Timetable => timetable;

    /// <summary>Metres from the start of the route.</summary>
    public double Along(int stop) => along[stop];

    public bool IsSkipped(int stop) => stops[stop].Update?.Relationship == StopRelationship.Skipped;

    /// <summary>The first stop is a timepoint unless the request says that it is none.</summary>
    public bool IsTimepoint(int stop) => stops[stop].Timepoint ?? stop == 0;

    public bool IsNearStop(double place, double zone)
    {
        var next = timetable.NextStop(place);
        return (next < along.Length && along[next] - place <= zone) || (next > 0 && place - along[next - 1] <= zone);
    }

    /// <summary>Planned seconds of standing at the stops between two places.</summary>
    public double Dwell(double from, double to)
    {
        var seconds = 0.0;
        for (var k = timetable.NextStop(from); k < along.Length && along[k] < to; k++)
        {
            seconds += IsSkipped(k) ? 0 : stops[k].DwellS;
        }

        return seconds;
    }

    public bool HasTimepoint(double from, double to)
    {
        var found = false;
        for (var k = timetable.NextStop(from); k < along.Length && along[k] < to && !found; k++)
        {
            found = IsTimepoint(k);
        }

        return found;
    }

    /// <summary>The second in which a vehicle that arrived at a stop leaves it.</summary>
    public double Departure(int stop, double arrival)
    {
        if (IsSkipped(stop))
        {
            return arrival;
        }

        var departure = arrival + stops[stop].DwellS;
        var scheduled = timetable.Scheduled[stop] + stops[stop].DwellS;
        return IsTimepoint(stop) && scheduled > departure ? scheduled : departure;
    }
}
