namespace TlEngine.Engines.Geo.Fence;

/// <summary>
/// One fence along one track: outside or inside, and a change that is on its way. A change dates from when the boundary was crossed; fixes
/// that follow only decide whether it counts.
/// </summary>
internal sealed class FenceWatch(GeoFence fence, int order, FenceParameters parameters, FenceLog log)
{
    private readonly long _dwell = Ticks(parameters.DwellS);
    private bool _contained;
    private bool _openStart;
    private bool _dwelled;
    private long _start;
    private Moment? _change;
    private int _agreeing;
    private int _block = -1;
    private ulong _containedInBlock;

    public GeoFence Fence => fence;

    /// <summary>Null before the first fix, where nobody said it.</summary>
    public bool? InitialState { get; private set; } = fence.InitialState;

    public bool Inside { get; private set; }

    /// <summary>UTC ticks of the beginning of the stay that goes on; null where there is none.</summary>
    public long? Since => Inside ? _start : null;

    /// <summary>Nothing can happen on a leg that does not come near the fence.</summary>
    public bool Idle => !Inside && _change is null;

    /// <param name="first">A leg from the first fix to itself.</param>
    public void Begin(in FenceLeg first)
    {
        _contained = Contains(first);
        Inside = InitialState ??= _contained;
        _openStart = Inside;
        _start = Inside ? Math.Min(fence.InitialSince ?? first.To, first.To) : first.To;

        // A stay that lasted until the last fix of the call before, which is the first of this one: that call has told it.
        _dwelled = _start < first.To && first.To - _start >= _dwell;
        if (Inside != _contained)
        {
            Change(first, first.End);
        }
        else
        {
            Dwell(first);
        }
    }

    public void Follow(in FenceLeg leg)
    {
        var before = _contained;
        _contained = Contains(leg);
        if (_contained == Inside)
        {
            (_change, _agreeing) = (null, 0);
            if (Inside)
            {
                Dwell(leg);
            }
            else if (!before && leg.Known && parameters.SegmentCrossing)
            {
                Cross(leg);
            }

            return;
        }

        if (_change is null)
        {
            Change(leg, Inside ? Leaving(leg, before) : Entering(leg, before));
            return;
        }

        // Between two fixes outside it was inside again: the absence begins anew.
        var again = Inside && leg.Known && parameters.SegmentCrossing ? log.Passages.Of(fence.Shape, leg.Way) : [];
        if (again.Count > 0)
        {
            _agreeing = 0;
            Change(leg, leg.At(again[^1].To));
        }
        else
        {
            Change(leg, _change.Value);
        }
    }

    public void End(in FenceLeg last)
    {
        if (Inside)
        {
            log.Add(new Visit(order, _start, Math.Max(_start, last.To), _openStart, OpenEnd: true));
        }
    }

    private static long Ticks(double seconds) => (long)(seconds * TimeSpan.TicksPerSecond);

    private bool Contains(in FenceLeg leg)
    {
        if (fence.Shape is not AreaShape area)
        {
            return fence.Shape.Contains(leg.Way.ToLatitude, leg.Way.ToLongitude, log.Metric);
        }

        // The track seldom comes to one place alone: all of a block are compared at once.
        var start = leg.Place / Ring.MostPlaces * Ring.MostPlaces;
        if (start != _block)
        {
            var end = Math.Min(start + Ring.MostPlaces, log.Latitudes.Length);
            (_block, _containedInBlock) = (start, area.Contains(log.Latitudes[start..end], log.Longitudes[start..end]));
        }

        return ((_containedInBlock >> (leg.Place - start)) & 1) != 0;
    }

    private Moment Entering(in FenceLeg leg, bool before)
    {
        if (before || !leg.Known)
        {
            return leg.End;
        }

        var passages = log.Passages.Of(fence.Shape, leg.Way);
        return passages is [.., (var from, 1)] ? leg.At(from) : leg.End;
    }

    /// <summary>Over a gap nothing is known but that it was still inside at the last fix.</summary>
    private Moment Leaving(in FenceLeg leg, bool before)
    {
        if (!before || !leg.Known)
        {
            return leg.Start;
        }

        var passages = log.Passages.Of(fence.Shape, leg.Way);
        return passages is [(0, var to), ..] ? leg.At(to) : leg.Start;
    }

    private void Change(in FenceLeg leg, Moment at)
    {
        _change = at;
        _agreeing = !Inside || IsOut(leg) ? _agreeing + 1 : 0;
        if (Inside)
        {
            Dwell(leg);
        }

        var wait = Ticks(Inside ? parameters.ExitDwellS : parameters.EnterDwellS);
        if (_agreeing < parameters.ConfirmFixes || leg.To - at.Time < wait)
        {
            return;
        }

        (_change, _agreeing) = (null, 0);
        Inside = !Inside;
        if (Inside)
        {
            (_start, _openStart, _dwelled) = (at.Time, false, false);
            log.Add(new FenceEvent(order, FenceEventType.Enter, at, null, leg.Fix));
            Dwell(leg);
        }
        else
        {
            log.Add(new FenceEvent(order, FenceEventType.Exit, at, null, leg.Fix));
            log.Add(new Visit(order, _start, at.Time, _openStart, OpenEnd: false));
        }
    }

    private bool IsOut(in FenceLeg leg)
    {
        var slack = parameters.BufferM + (parameters.AccuracyAware ? leg.Accuracy : 0);
        return slack <= 0 || !fence.Shape.IsNear(leg.Way.ToLatitude, leg.Way.ToLongitude, slack, log.Metric);
    }

    /// <summary>Only time that is known to be spent inside counts.</summary>
    private void Dwell(in FenceLeg leg)
    {
        if (!_dwelled && (_change?.Time ?? leg.To) - _start >= _dwell)
        {
            _dwelled = true;
            log.Add(new FenceEvent(order, FenceEventType.Dwell, log.PlaceAt(_start + _dwell), null, leg.Fix));
        }
    }

    private void Cross(in FenceLeg leg)
    {
        foreach (var (from, to) in log.Passages.Of(fence.Shape, leg.Way))
        {
            log.Add(new FenceEvent(order, FenceEventType.Cross, leg.At(from), leg.At(to), leg.Fix));
        }
    }
}
