using TlEngine.Engines.Memory;
using TlEngine.Engines.Positions;

namespace TlEngine.Engines.Track.Events;

/// <summary>One pass over the fixes that are later than the state's last.</summary>
internal sealed class EventFinder(Fixes fixes, PositionColumns positions, EventsParameters parameters)
{
    private const int FixesPerLook = 4096;

    // No odometer shows more, and what it shows when it is broken is often the largest number it has.
    private const double LargestOdometer = 1e12;

    private readonly EventLog _log = new();
    private Step? _last = FromState(parameters.State);
    private double _distance = parameters.State.DistanceM;
    private double _odometer = parameters.State.OdometerM;

    public EventsResult Run(FlagList flags, CancellationToken cancellationToken)
    {
        var first = SkipLate(flags);
        var watches = new Watches(parameters, _log);
        using var memory = new Pooled<double>(fixes.Count);
        var legs = memory.Span;
        parameters.Distance.Legs(fixes.Latitudes[first..], fixes.Longitudes[first..], legs[first..]);
        for (var i = first; i < fixes.Count; i++)
        {
            if (i % FixesPerLook == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            Follow(watches, i, i > first ? legs[i - 1] : FirstLeg(i));
        }

        if (_last is { } last && parameters.Until is { } until)
        {
            watches.Last(last, until.UtcTicks);
        }

        var dependsOnClock = parameters.NowIsClock && flags.CountOf(FlagReason.Future) > 0;
        return new EventsResult(flags, fixes.Count - first, _log, StateWith(watches), dependsOnClock);
    }

    private static Step? FromState(EventState state) => state.Fix is { } fix
        ? new Step(-1, fix.Time, fix.Latitude, fix.Longitude, fix.Speed, fix.Speed, state.Ignition)
        : null;

    private void Follow(Watches watches, int i, double leg)
    {
        var ticks = fixes.Times[i] - (_last?.Time ?? fixes.Times[i]);
        var silent = watches.IsSilence(ticks);
        var reported = fixes.Speeds[i];
        var derived = ticks > 0 && !silent ? leg * TimeSpan.TicksPerSecond / ticks : double.NaN;
        var step = new Step(
            fixes.Indices[i],
            fixes.Times[i],
            fixes.Latitudes[i],
            fixes.Longitudes[i],
            reported,
            double.IsNaN(reported) ? derived : reported,
            double.IsNaN(fixes.Ignitions[i]) ? silent ? null : _last?.Ignition : fixes.Ignitions[i] > 0);
        watches.Follow(_last, step);
        _odometer = watches.FollowMetres(step, Odometer(fixes.Indices[i]), _odometer, _distance + leg, _distance);
        _distance = Math.Min(_distance + leg, EventState.LargestNumber);
        _last = step;
    }

    /// <summary>The index of the first fix that is later than the state's last; those before it are flagged.</summary>
    private int SkipLate(FlagList flags)
    {
        var first = 0;
        for (; first < fixes.Count && fixes.Times[first] <= (_last?.Time ?? long.MinValue); first++)
        {
            var seconds = (double)(_last!.Value.Time - fixes.Times[first]) / TimeSpan.TicksPerSecond;
            flags.Add(new Flag(fixes.Indices[first], FlagReason.Late, seconds));
        }

        return first;
    }

    private double FirstLeg(int i) => _last is { } last
        ? parameters.Distance.Between(last.Latitude, last.Longitude, fixes.Latitudes[i], fixes.Longitudes[i])
        : 0;

    private double Odometer(int index)
    {
        var values = positions.Values(PositionColumn.Odometer);
        return values.IsEmpty || !(values[index] <= LargestOdometer) ? double.NaN : values[index];
    }

    private EventState StateWith(Watches watches) => new(
        _last is { } last ? new EventState.LastFix(last.Time, last.Latitude, last.Longitude, last.Reported) : null,
        _last?.Ignition,
        _distance,
        _odometer,
        watches.Running());
}
