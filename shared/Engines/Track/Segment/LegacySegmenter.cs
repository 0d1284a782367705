namespace TlEngine.Engines.Track.Segment;

/// <summary>
/// A change between motion and rest counts once it has lasted, and then from its first fix. Traccar's MotionProcessor and the report on
/// top of it.
/// </summary>
internal sealed class LegacySegmenter(Line line, SegmentParameters parameters)
{
    private readonly long _minTrip = (long)(parameters.MinDurationS!.Value * TimeSpan.TicksPerSecond);
    private readonly long _minStop = (long)(parameters.MinStopS!.Value * TimeSpan.TicksPerSecond);
    private readonly Stretches _found = new();

    public Stretches Run()
    {
        if (line.Count == 0)
        {
            return _found;
        }

        var (moving, start, change) = (IsMoving(0), 0, -1);
        for (var i = 1; i < line.Count; i++)
        {
            if (IsMoving(i) == moving)
            {
                change = -1;
            }
            else if (change < 0)
            {
                change = i;
            }
            else if (IsConfirmed(moving, change, i))
            {
                Add(moving, start, change, open: moving && line.IsGap(change + 1) && IsFast(change));
                (moving, start, change) = (!moving, change, -1);
            }
        }

        Add(moving, start, line.Count - 1, open: true);
        return _found;
    }

    private bool IsMoving(int i) => IsFast(i) && !line.IsGap(i) && !line.IsGap(i + 1);

    private bool IsFast(int i)
    {
        var speed = line.Speed(i);

        // No leg leads to the first fix; the one that leaves it says what it did.
        return (double.IsNaN(speed) && line.Count > 1 ? line.LegSpeed(1) : speed) > parameters.MovingSpeedMps;
    }

    private bool IsConfirmed(bool moving, int change, int i) => moving
        ? line.Ticks(change, i) >= _minStop || (parameters.UseIgnition == true && line.Fixes.Ignitions[i] == 0)
        : line.Ticks(change, i) >= _minTrip || line.Metres(change, i) >= parameters.MinDistanceM;

    private void Add(bool trip, int first, int last, bool open)
    {
        if (trip)
        {
            _found.AddTrip(first, last, open);
        }
        else
        {
            _found.AddStop(first, last, open);
        }
    }
}
