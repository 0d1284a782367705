namespace TlEngine.Engines.Track.Segment;

/// <summary>
/// A stop is the longest run of fixes nearer to each other than max_diameter, if it takes min_duration. After movingpandas'
/// TrajectoryStopDetector. Trips are what lies between stops.
/// </summary>
internal sealed class DiameterSegmenter(Line line, SegmentParameters parameters)
{
    private readonly double _diameter = parameters.MaxDiameterM!.Value;
    private readonly long _duration = (long)(parameters.MinDurationS!.Value * TimeSpan.TicksPerSecond);
    private readonly Stretches _found = new();

    public Stretches Run()
    {
        FindStops();
        var from = 0;
        foreach (var stop in _found.Stops)
        {
            AddTrips(from, stop.First, open: false);
            from = stop.Last;
        }

        AddTrips(from, line.Count - 1, open: true);
        return _found;
    }

    private void FindStops()
    {
        var first = 0;
        Extremes? stop = null;
        for (var i = 1; i < line.Count; i++)
        {
            if (stop is null)
            {
                first = Math.Max(first, line.NewestFar(i, first, _diameter) + 1);
                stop = line.Ticks(first, i) >= _duration ? Around(first, i) : null;
            }
            else if (stop.Reaches(i, _diameter))
            {
                _found.AddStop(first, i - 1);
                (first, stop) = (i, null);
            }
            else
            {
                stop.Add(i);
            }
        }

        if (stop is not null)
        {
            _found.AddStop(first, line.Count - 1, open: true);
        }
    }

    private Extremes Around(int first, int last)
    {
        var stop = new Extremes(line, first);
        for (var i = first + 1; i <= last; i++)
        {
            stop.Add(i);
        }

        return stop;
    }

    /// <summary>Between stops contact may have been lost, more than once.</summary>
    private void AddTrips(int first, int last, bool open)
    {
        for (var i = first + 1; i <= last; i++)
        {
            if (line.IsGap(i))
            {
                AddTrip(first, i - 1, open: true);
                first = i;
            }
        }

        AddTrip(first, last, open);
    }

    private void AddTrip(int first, int last, bool open)
    {
        // From one stop to the next at its side is no trip.
        if (last > first && line.Metres(first, last) >= parameters.MinDistanceM)
        {
            _found.AddTrip(first, last, open);
        }
    }
}
