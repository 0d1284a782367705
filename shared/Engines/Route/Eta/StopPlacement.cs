namespace TlEngine.Engines.Route.Eta;

/// <summary>
/// Puts the stops on the route, none before the one before it: the cheapest chain of projections by dynamic programming. A loop or a street
/// that is used both ways passes a stop twice; then the schedule, else the order, says which time is meant.
/// </summary>
internal sealed class StopPlacement(RouteLine route, IReadOnlyList<Stop> stops, double radius)
{
    // How far off the route stops are in good data: the width of a street.
    private const double TypicalOffset = 20;

    // A quarter of the route: what schedule and order say is only to break ties.
    private const double TypicalShare = 0.25;

    // What rounding makes of nothing; the earlier place is taken then.
    private const double Tie = 1e-6;

    private readonly NearestProjections _nearest = new();
    private readonly List<Choice[]> _choices = [];

    /// <summary>The places, in metres from the start of the route.</summary>
    public double[] Run()
    {
        for (var k = 0; k < stops.Count; k++)
        {
            _choices.Add(Choose(k));
        }

        var along = new double[stops.Count];
        var best = Cheapest(_choices[^1]);
        for (var k = stops.Count - 1; k >= 0; k--)
        {
            along[k] = _choices[k][best].Along;
            best = _choices[k][best].Previous;
        }

        return along;
    }

    private static int Cheapest(Choice[] choices)
    {
        var best = 0;
        for (var i = 1; i < choices.Length; i++)
        {
            best = choices[i].Cost < choices[best].Cost - Tie ? i : best;
        }

        return best;
    }

    private Choice[] Choose(int k)
    {
        var stop = stops[k];
        var expected = route.Length * ExpectedShare(k);
        var choices = new List<Choice>();
        foreach (var place in Places(stop))
        {
            var off = (place.Along - expected) / (TypicalShare * Math.Max(route.Length, 1));
            Connect(choices, place, (off * off) + Square(place.Offset / TypicalOffset), k);
        }

        if (choices.Count == 0)
        {
            StayBehind(choices, stop, k);
        }

        return [.. choices];
    }

    private IEnumerable<Projection> Places(Stop stop)
    {
        if (!double.IsNaN(stop.Along))
        {
            return [new Projection(Math.Min(stop.Along, route.Length), 0)];
        }

        route.Project(stop.Latitude, stop.Longitude, radius, _nearest);
        if (_nearest.Count == 0)
        {
            route.Project(stop.Latitude, stop.Longitude, double.PositiveInfinity, _nearest);
        }

        return _nearest.Items.ToArray();
    }

    private void Connect(List<Choice> choices, Projection place, double cost, int k)
    {
        if (k == 0)
        {
            choices.Add(new Choice(place.Along, cost, -1));
            return;
        }

        var before = _choices[k - 1];
        var best = -1;
        for (var i = 0; i < before.Length; i++)
        {
            if (before[i].Along <= place.Along && (best < 0 || before[i].Cost < before[best].Cost - Tie))
            {
                best = i;
            }
        }

        if (best >= 0)
        {
            choices.Add(new Choice(place.Along, before[best].Cost + cost, best));
        }
    }

    /// <summary>A stop that lies behind all the one before it can be at is put where that one is.</summary>
    private void StayBehind(List<Choice> choices, Stop stop, int k)
    {
        if (k == 0)
        {
            choices.Add(new Choice(0, 0, -1));
            return;
        }

        for (var i = 0; i < _choices[k - 1].Length; i++)
        {
            var (along, cost, _) = _choices[k - 1][i];
            var offset = double.IsNaN(stop.Along) ? route.Offset(stop.Latitude, stop.Longitude, along) : along - stop.Along;
            choices.Add(new Choice(along, cost + Square(offset / TypicalOffset), i));
        }
    }

    private double ExpectedShare(int k)
    {
        if (stops.Count == 1)
        {
            return 0;
        }

        if (stops[0].Scheduled is { } first && stops[^1].Scheduled is { } last && stops[k].Scheduled is { } at && last > first)
        {
            return Math.Clamp((double)(at - first) / (last - first), 0, 1);
        }

        return (double)k / (stops.Count - 1);
    }

    private static double Square(double value) => value * value;

    private readonly record struct Choice(double Along, double Cost, int Previous);
}
