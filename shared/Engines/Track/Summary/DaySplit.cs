namespace TlEngine.Engines.Track.Summary;

/// <summary>Gives each day its share of the fixes and legs, which come in the order of time.</summary>
internal sealed class DaySplit(TimeZoneInfo zone)
{
    private readonly List<SummaryDay> _days = [];
    private SummaryDay? _today;

    public IReadOnlyList<SummaryDay> Days => _days;

    /// <summary>A leg: what crosses midnight is shared out by time.</summary>
    /// <param name="speeds">How many speeds came before.</param>
    public void AddLeg(LegState state, double distance, long from, long to, int speeds)
    {
        if (to <= _today!.Day.End)
        {
            _today.Figures.Add(state, distance, to - from);
            return;
        }

        var metresPerTick = distance / (to - from);
        for (var end = _today.Day.End; to > end; end = _today.Day.End)
        {
            _today.Figures.Add(state, metresPerTick * (end - from), end - from);
            distance -= metresPerTick * (end - from);
            from = end;
            Begin(end, speeds);
        }

        _today.Figures.Add(state, distance, to - from);
    }

    /// <summary>A leg of which nothing is known counts on the day it ends.</summary>
    public void AddUnknownLeg(double distance, long to, int speeds)
    {
        Reach(to, speeds);
        _today!.Figures.Add(LegState.Unknown, distance, 0);
    }

    public void AddFix(long time, int speeds)
    {
        Reach(time, speeds);
        _today!.Fixes++;
    }

    private void Reach(long time, int speeds)
    {
        if (_today is null || time >= _today.Day.End)
        {
            Begin(time, speeds);
        }
    }

    private void Begin(long time, int speeds) => _days.Add(_today = new SummaryDay(Day.Of(time, zone), speeds));
}
