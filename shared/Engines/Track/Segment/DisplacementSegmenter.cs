namespace TlEngine.Engines.Track.Segment;

/// <summary>
/// On a trip is who gets min_distance away within min_duration. After Traccar's current logic (NewMotionProcessor): a trip is dated back
/// over the contiguous legs faster than min_distance / min_duration. So is its end, unless asked for Traccar's: the fix at which Traccar
/// notices, by the fixes of min_duration up to the one before and by the last fix before those.
/// </summary>
internal sealed class DisplacementSegmenter(Line line, SegmentParameters parameters)
{
    private readonly double _distance = parameters.MinDistanceM!.Value;
    private readonly long _duration = (long)(parameters.MinDurationS!.Value * TimeSpan.TicksPerSecond);
    private readonly double _speed = parameters.MinDistanceM.Value / parameters.MinDurationS.Value;
    private readonly bool _backDateEnd = parameters.BackDateEnd!.Value;
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
        while (_backDateEnd ? line.Ticks(_window, i) > _duration : line.Ticks(_window, i - 1) >= _duration)
        {
            _window++;
        }

        // The usual case of a trip, with one comparison.
        if (_moving && line.AtLeast(_window, i, _distance))
        {
            return;
        }

        // What it did before a trip began still tells how long it has been near here.
        var oldest = Math.Max(_moving ? _base : Math.Max(_base, _start), _window - 1);
        var far = line.NewestFar(i, oldest, _distance);
        var isSlow = far >= 0 && line.Ticks(far, i) > _duration && line.Between(far, i) < _speed * line.Seconds(far, i);
        if (isSlow && far == i - 1)
        {
            // Somewhere else, but how is not known: a trip of its own.
            End(far);
            _found.AddTrip(far, i);
            (_start, _moving) = (i, false);
        }
        else if (far < 0 || (isSlow && _backDateEnd))
        {
            if (_moving && line.Ticks(oldest, i) >= _duration)
            {
                Stop(i);
            }
        }
        else if (!_moving)
        {
            Go(i);
        }
    }

    /// <summary>The leg to a fix brought it far enough, whatever its speed; those before it count while they are fast.</summary>
    private void Go(int i)
    {
        var since = Math.Max(_base, _start);
        var first = i - 1;
        while (first > since && line.LegSpeed(first) > _speed)
        {
            first--;
        }

        End(first);
        (_start, _moving) = (first, true);
    }

    private void Stop(int i)
    {
        var end = i;
        while (_backDateEnd && end > _start && line.LegSpeed(end) < _speed)
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
