namespace TlEngine.Engines.Track.Summary;

/// <summary>Gives each day its share of the legs. Legs and fixes come in the order of time.</summary>
internal sealed class DaySplit(TimeZoneInfo zone)
{
    private readonly List<(Day Day, Figures Figures, int FirstSpeed)> _days = [];

    public IReadOnlyList<(Day Day, Figures Figures, int FirstSpeed)> Days => _days;

    /// <summary>A leg: what crosses midnight is shared out by time.</summary>
    /// <param name="speeds">How many speeds came before.</param>
    public void AddLeg(LegState state, double distance, long from, long to, int speeds)
    {
        var total = (double)(to - from);
        while (to > _days[^1].Day.End)
        {
            var end = _days[^1].Day.End;
            _days[^1].Figures.Add(state, distance * ((end - from) / total), end - from);
            Begin(end, speeds);
            distance *= (to - end) / total;
            total = to - end;
            from = end;
        }

        _days[^1].Figures.Add(state, distance, to - from);
    }

    /// <summary>A leg of which nothing is known counts on the day it ends.</summary>
    public void AddUnknownLeg(double distance, long to, int speeds)
    {
        Reach(to, speeds);
        _days[^1].Figures.Add(LegState.Unknown, distance, 0);
    }

    public void AddFix(long time, int speeds)
    {
        Reach(time, speeds);
        _days[^1].Figures.Fixes++;
    }

    private void Reach(long time, int speeds)
    {
        if (_days.Count == 0 || time >= _days[^1].Day.End)
        {
            Begin(time, speeds);
        }
    }

    private void Begin(long time, int speeds) => _days.Add((Day.Of(time, zone), new Figures(), speeds));
}
