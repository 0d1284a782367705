namespace TlEngine.Engines.Route.Eta;

/// <summary>
/// How long a vehicle takes between the stops, as history or the schedule says, and when the schedule has it where. Seconds are counted
/// from an origin, so that the same trip on another day is the same to the bit.
/// </summary>
internal sealed class Timetable
{
    // Whatever a schedule of years for a few metres says.
    private const double SlowestSpeed = 0.01;

    private readonly double[] _along;
    private readonly double[] _running;
    private readonly double[]? _arrivals;
    private readonly IReadOnlyList<Stop> _stops;

    /// <param name="along">Where the stops are, in metres.</param>
    /// <param name="origin">UTC ticks of second 0.</param>
    public Timetable(IReadOnlyList<Stop> stops, double[] along, EtaParameters parameters, long origin)
    {
        (_stops, _along) = (stops, along);
        Scheduled = [.. stops.Select(stop => stop.Scheduled is { } time ? (double)(time - origin) / TimeSpan.TicksPerSecond : double.NaN)];
        var planned = Planned();
        Speed = MeanSpeed(planned, parameters.DefaultSpeedMps);
        for (var k = 0; k < planned.Length; k++)
        {
            planned[k] = double.IsNaN(planned[k]) ? (along[k + 1] - along[k]) / Speed : planned[k];
        }

        _running = [.. planned.Select((seconds, k) =>
            k < parameters.History.Count && !double.IsNaN(parameters.History[k]) ? parameters.History[k] : seconds)];
        _arrivals = Arrivals(planned);
    }

    /// <summary>Seconds of the scheduled arrivals; NaN where a stop has none.</summary>
    public double[] Scheduled { get; }

    /// <summary>In m/s, where nothing better is known.</summary>
    public double Speed { get; }

    /// <summary>Seconds of running from a place to a stop ahead of it, without dwells.</summary>
    public double Running(double from, int stop)
    {
        var seconds = 0.0;
        for (var k = stop; k > 0; k--)
        {
            if (from >= _along[k - 1])
            {
                return seconds + (_running[k - 1] * Share(from, k - 1));
            }

            seconds += _running[k - 1];
        }

        return seconds + (Math.Max(_along[0] - from, 0) / Speed);
    }

    /// <summary>Seconds of running between two places, without dwells.</summary>
    public double Running(double from, double to)
    {
        var next = NextStop(to);
        return next < _along.Length
            ? Running(from, next) - Running(to, next)
            : Running(Math.Min(from, _along[^1]), _along.Length - 1) + ((to - Math.Max(from, _along[^1])) / Speed);
    }

    /// <summary>The first stop that is not before a place; their number where all are.</summary>
    public int NextStop(double place)
    {
        var next = 0;
        while (next < _along.Length && _along[next] < place)
        {
            next++;
        }

        return next;
    }

    /// <summary>The second in which the schedule has the vehicle at a place; NaN without a schedule.</summary>
    public double ScheduledAt(double place)
    {
        if (_arrivals is null)
        {
            return double.NaN;
        }

        var next = NextStop(place);
        if (next == 0)
        {
            return _arrivals[0] - ((_along[0] - place) / Speed);
        }

        var departure = _arrivals[next - 1] + _stops[next - 1].DwellS;
        return next == _along.Length
            ? departure + ((place - _along[^1]) / Speed)
            : departure + ((_arrivals[next] - departure) * (1 - Share(place, next - 1)));
    }

    /// <summary>How much of the way from a stop to the next is ahead of a place on it.</summary>
    private double Share(double place, int stop)
    {
        var length = _along[stop + 1] - _along[stop];
        return length > 0 ? (_along[stop + 1] - place) / length : 0;
    }

    /// <summary>Scheduled seconds of running to the next stop; between stops without a time it is shared out by distance.</summary>
    private double[] Planned()
    {
        var planned = new double[_stops.Count - 1];
        planned.AsSpan().Fill(double.NaN);
        var last = -1;
        for (var k = 0; k < _stops.Count; k++)
        {
            if (double.IsNaN(Scheduled[k]))
            {
                continue;
            }

            if (last >= 0)
            {
                ShareOut(planned, last, k);
            }

            last = k;
        }

        return planned;
    }

    private void ShareOut(double[] planned, int from, int to)
    {
        var seconds = Scheduled[to] - Scheduled[from];
        for (var k = from; k < to; k++)
        {
            seconds -= _stops[k].DwellS;
        }

        // A schedule in whole minutes may leave nothing for a short way: as good as no time.
        var length = _along[to] - _along[from];
        for (var k = from; k < to && seconds > 0; k++)
        {
            planned[k] = length > 0 ? seconds * ((_along[k + 1] - _along[k]) / length) : seconds / (to - from);
        }
    }

    private double MeanSpeed(double[] planned, double otherwise)
    {
        var (metres, seconds) = (0.0, 0.0);
        for (var k = 0; k < planned.Length; k++)
        {
            if (planned[k] > 0)
            {
                metres += _along[k + 1] - _along[k];
                seconds += planned[k];
            }
        }

        return metres > 0 ? Math.Max(metres / seconds, SlowestSpeed) : otherwise;
    }

    /// <summary>A time for every stop: its own, else from those around it.</summary>
    private double[]? Arrivals(double[] planned)
    {
        var first = Array.FindIndex(Scheduled, second => !double.IsNaN(second));
        if (first < 0)
        {
            return null;
        }

        var arrivals = Scheduled.ToArray();
        for (var k = first - 1; k >= 0; k--)
        {
            arrivals[k] = arrivals[k + 1] - planned[k] - _stops[k].DwellS;
        }

        for (var k = first + 1; k < arrivals.Length; k++)
        {
            arrivals[k] = double.IsNaN(arrivals[k]) ? arrivals[k - 1] + _stops[k - 1].DwellS + planned[k - 1] : arrivals[k];
        }

        return arrivals;
    }
}
