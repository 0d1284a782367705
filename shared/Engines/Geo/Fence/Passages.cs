namespace TlEngine.Engines.Geo.Fence;

/// <summary>The parts of a leg that are inside a fence. One of these serves all legs of a call.</summary>
internal sealed class Passages(Metric metric)
{
    // A line that zigzags over a leg thousands of times costs no more than this; what is between the first and the last cuts is one part.
    private const int MostCuts = 32;
    private const double Least = 1e-12;

    private readonly List<double> _cuts = [];
    private readonly List<(double From, double To)> _inside = [];

    /// <summary>In order, as shares of the way, apart from each other; none is without length. Valid until the next call.</summary>
    public IReadOnlyList<(double From, double To)> Of(Shape shape, in Leg leg)
    {
        _inside.Clear();
        _cuts.Clear();
        shape.AddCuts(leg, metric, _cuts);
        _cuts.Add(1);
        _cuts.Sort();
        if (_cuts.Count > MostCuts)
        {
            _cuts.RemoveRange(MostCuts / 2, _cuts.Count - MostCuts);
        }

        var from = 0.0;
        foreach (var to in _cuts)
        {
            if (to - from <= Least)
            {
                continue;
            }

            var (latitude, longitude) = leg.At((from + to) / 2);
            if (shape.Contains(latitude, longitude, metric))
            {
                Add(from, to);
            }

            from = to;
        }

        return _inside;
    }

    private void Add(double from, double to)
    {
        if (_inside.Count > 0 && _inside[^1].To == from)
        {
            _inside[^1] = (_inside[^1].From, to);
        }
        else
        {
            _inside.Add((from, to));
        }
    }
}
