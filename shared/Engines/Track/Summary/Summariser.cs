using TlEngine.Engines.Memory;

namespace TlEngine.Engines.Track.Summary;

/// <summary>One pass over the legs of a track.</summary>
internal sealed class Summariser(Fixes fixes, SummaryParameters parameters)
{
    private readonly Figures _total = new();
    private readonly DaySplit _days = new(parameters.TimeZone);
    private readonly long _maxGap = (long)(parameters.MaxGapS * TimeSpan.TicksPerSecond);

    public SummaryResult Run(FlagList flags, CancellationToken cancellationToken)
    {
        using var legs = new Pooled<double>(fixes.Count);
        using var speeds = new Pooled<double>(fixes.Count);
        parameters.Distance.Legs(fixes.Latitudes, fixes.Longitudes, legs.Span);
        cancellationToken.ThrowIfCancellationRequested();

        var count = 0;
        var times = fixes.Times;
        var reported = fixes.Speeds;
        var ignitions = fixes.Ignitions;
        var lengths = legs.Span;
        var known = speeds.Span;
        for (var i = 0; i < times.Length; i++)
        {
            var derived = i == 0 ? double.NaN : AddLeg(times[i - 1], times[i], lengths[i - 1], ignitions[i - 1], count);
            _days.AddFix(times[i], count);
            var speed = double.IsNaN(reported[i]) ? derived : reported[i];
            known[count] = speed;
            count += double.IsNaN(speed) ? 0 : 1;
        }

        _total.SetSpeeds(speeds.Span[..count]);
        return new SummaryResult(
            flags,
            fixes.Count,
            fixes.Count == 0 ? null : (fixes.Times[0], fixes.Times[^1]),
            _total,
            Bounds.Around(fixes.Latitudes, fixes.Longitudes),
            Days(speeds.Span[..count]));
    }

    /// <summary>Adds a leg. Its speed, NaN where it is too long to have one.</summary>
    /// <param name="ignition">Where it starts.</param>
    /// <param name="speeds">How many speeds came before.</param>
    private double AddLeg(long from, long to, double distance, double ignition, int speeds)
    {
        var ticks = to - from;
        if (ticks > _maxGap)
        {
            _total.Add(LegState.Unknown, distance, ticks);
            _days.AddUnknownLeg(distance, to, speeds);
            return double.NaN;
        }

        var speed = distance * TimeSpan.TicksPerSecond / ticks;
        var state = speed > parameters.StoppedSpeedMps ? LegState.Moving
            : ignition > 0 ? LegState.Idle
            : LegState.Stopped;
        _total.Add(state, distance, ticks);
        _days.AddLeg(state, distance, from, to, speeds);
        return speed;
    }

    private IReadOnlyList<SummaryDay> Days(ReadOnlySpan<double> speeds)
    {
        var end = speeds.Length;
        foreach (var day in _days.Days.Reverse())
        {
            day.Figures.SetSpeeds(speeds[day.FirstSpeed..end]);
            end = day.FirstSpeed;
        }

        return _days.Days;
    }
}
