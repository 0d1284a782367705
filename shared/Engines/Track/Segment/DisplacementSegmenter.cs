namespace TlEngine.Engines.Track.Segment;

/// <summary>
/// On a trip is who gets min_distance away within min_duration. After Traccar's current logic (NewMotionProcessor), with both ends of a
/// trip dated back to the legs where it began and ended.
/// </summary>
internal sealed class DisplacementSegmenter(Line line, SegmentParameters parameters)
{
    private readonly double _distance = parameters.MinDistanceM!.Value;
    private readonly long _duration = (long)(parameters.MinDurationS!.Value * TimeSpan.TicksPerSecond);
    private readonly double _speed = parameters.MinDistanceM.Value / parameters.MinDurationS.Value;
    private readonly Stretches _found = new();

    // Since the last gap; the first fix of the last min_duration; where the present trip or stop began.
    private int _base;
    private int _window;
    private int _start;
    private bool _moving;

    public Stretches Run()
    {
        for (var i = 1; i < line.Count; i++)
        {
            if (line.IsGap(i))
            {
                CrossGap(i);
            }
            else
            {
                Step(i);
            }
        }

        End(line.Count - 1, open: true);
        return _found;
    }

    private void CrossGap(int i)
    {
        // A parked device sleeps: the stop goes on where it wakes up in the same place.
        if (_moving || line.Between(i - 1, i) >= _distance)
        {
            End(i - 1, open: _moving);
            _start = i;
        }

        (_base, _window, _moving) = (i, i, false);
    }

    private void Step(int i)
    {
        while (line.Ticks(_window, i) > _duration)
        {
            _window++;
        }

        // The usual case of a trip, with one comparison.
        if (_moving && line.Between(_window, i) >= _distance)
        {
            return;
        }

        var since = Math.Max(_base, _start);
        var far = line.NewestFar(i, Math.Max(since, _window - 1), _distance);
        if (far < 0)
        {
            if (_moving && _window > since)
            {
                Stop(i);
            }
        }
        else if (line.Ticks(far, i) > _duration && line.Between(far, i) < _speed * line.Seconds(far, i))
        {
            // Somewhere else, but how is not known: a trip of its own.
            End(far);
            _found.AddTrip(far, i);
            (_start, _moving) = (i, false);
        }
        else if (!_moving)
        {
            Go(far);
        }
    }

    private void Go(int i)
    {
        while (i > Math.Max(_base, _start) && line.LegSpeed(i) >= _speed)
        {
            i--;
        }

        End(i);
        (_start, _moving) = (i, true);
    }

    private void Stop(int i)
    {
        var end = i;
        while (end > _start && line.LegSpeed(end) < _speed)
        {
            end--;
        }

        end = end > _start ? end : i;
        End(end);
        (_start, _moving) = (end, false);
    }

    private void End(int last, bool open = false)
    {
        if (_moving)
        {
            _found.AddTrip(_start, last, open);
        }
        else
        {
            _found.AddStop(_start, last, open);
        }
    }
}
