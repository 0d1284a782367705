using TlEngine.Engines.Memory;
using TlEngine.Engines.Track;

namespace TlEngine.Engines.Route.Eta;

/// <summary>
/// Matches fixes to the route by the Viterbi algorithm (Newson and Krumm, "Hidden Markov map matching through noise and sparseness", 2009):
/// each fix is near to some places of the route; the likeliest sequence of them is the one whose steps along the route are as long as those
/// between the fixes. Costs are negative logarithms of likelihoods. The route has a direction: a step back costs twice its length, and
/// none leads further back than <c>backward_m</c>. Where no step is likely the vehicle may start anew, and a fix may be left out. A fix
/// within two standard deviations of the one before says nothing about movement (ibid., 4.1): it stays with that one's place.
/// </summary>
internal sealed partial class PathMatcher(RouteLine route, Timetable timetable, EtaParameters parameters, FlagList flags)
{
    private const int MostStates = 32;

    private readonly NearestProjections _nearest = new();
    private readonly List<Node> _nodes = [];
    private readonly List<State> _next = [];
    private readonly List<State> _states = [];

    /// <param name="first">The first fix to be used.</param>
    /// <param name="origin">UTC ticks of second 0.</param>
    public MatchedPath Run(Fixes fixes, int first, long origin, CancellationToken cancellationToken)
    {
        using var memory = new Pooled<double>(MostStates);
        var (moved, near, skipped) = (first, first, 0.0);
        for (var i = first; i < fixes.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            route.Project(fixes.Latitudes[i], fixes.Longitudes[i], parameters.SearchRadiusM, _nearest);
            var stands = i > first && Way(fixes, moved, i) < Standing;
            if (stands)
            {
                Stand(i, moved);
            }
            else
            {
                moved = i;
                Move(fixes, i, near, origin, skipped, memory.Span);
            }

            if (_nearest.Count == 0)
            {
                flags.Add(new Flag(fixes.Indices[i], FlagReason.OffRoute));
            }
            else
            {
                near = i;
            }

            skipped += stands ? StandingSkipCost : SkipCost;
            Turn();
        }

        return Path(fixes, first, origin);
    }

    private static double Second(Fixes fixes, int i, long origin) => (double)(fixes.Times[i] - origin) / TimeSpan.TicksPerSecond;

    private double Way(Fixes fixes, int from, int to) => parameters.Distance.Between(
        fixes.Latitudes[from], fixes.Longitudes[from], fixes.Latitudes[to], fixes.Longitudes[to]);

    /// <summary>
    /// The states of a fix where the vehicle has been since another: those that were at it then still are, beside their own place.
    /// </summary>
    private void Stand(int i, int since)
    {
        foreach (var state in _states)
        {
            var node = _nodes[state.Node];
            var beside = new Projection(double.PositiveInfinity, 0);
            foreach (var place in _nearest.Items)
            {
                beside = Math.Abs(place.Along - node.Along) < Math.Abs(beside.Along - node.Along) ? place : beside;
            }

            if (node.Fix >= since && Math.Abs(beside.Along - node.Along) <= parameters.SearchRadiusM + Standing)
            {
                _next.Add(state with { Node = _nodes.Count });
                _nodes.Add(new Node(i, beside.Along, Math.Max(node.High, beside.Along), beside.Offset, state.Node));
            }
            else
            {
                _next.Add(state with { Cost = state.Cost + StandingSkipCost });
            }
        }
    }

    /// <summary>The states of a fix where the vehicle has not just been: those at it, and those that leave it out.</summary>
    /// <param name="near">The last fix before that was near the route.</param>
    private void Move(Fixes fixes, int i, int near, long origin, double skipped, Span<double> ways)
    {
        var second = Second(fixes, i, origin);
        var (cheapest, cheapestNode) = (double.PositiveInfinity, -1);
        for (var s = 0; s < _states.Count; s++)
        {
            ways[s] = _nearest.Count == 0 ? 0 : Way(fixes, _nodes[_states[s].Node].Fix, i);
            if (_states[s].Cost < cheapest)
            {
                (cheapest, cheapestNode) = (_states[s].Cost, _states[s].Node);
            }
        }

        var sigma = Math.Max(parameters.SigmaM, double.IsNaN(fixes.Accuracies[i]) ? 0 : fixes.Accuracies[i]);
        var furthest = FurthestStart(second - Second(fixes, near, origin));
        foreach (var place in _nearest.Items)
        {
            // It begins here, and all fixes before are left out; or it starts anew here.
            var (begins, restarts) = (skipped, place.Along <= furthest ? cheapest + RestartCost : double.PositiveInfinity);
            var (cost, previous, high) = (Math.Min(begins, restarts), restarts < begins ? cheapestNode : -1, place.Along);
            cost += Prior(place.Along, second);
            for (var s = 0; s < _states.Count; s++)
            {
                var node = _nodes[_states[s].Node];
                var step = _states[s].Cost + Step(node, place.Along, ways[s], second - Second(fixes, node.Fix, origin));
                if (step < cost)
                {
                    (cost, previous, high) = (step, _states[s].Node, Math.Max(node.High, place.Along));
                }
            }

            var deviations = place.Offset / sigma;
            _next.Add(new State(_nodes.Count, cost + (0.5 * deviations * deviations)));
            _nodes.Add(new Node(i, place.Along, high, place.Offset, previous));
        }

        foreach (var state in _states)
        {
            _next.Add(state with { Cost = state.Cost + SkipCost });
        }
    }

    private void Turn()
    {
        _next.Sort((a, b) => a.Cost != b.Cost ? a.Cost.CompareTo(b.Cost) : a.Node.CompareTo(b.Node));
        _states.Clear();
        _states.AddRange(_next.Take(MostStates));
        _next.Clear();
    }

    private MatchedPath Path(Fixes fixes, int first, long origin)
    {
        if (_states.Count == 0)
        {
            return new MatchedPath([], fixes.Count - first);
        }

        var path = new List<MatchedFix>();
        var last = _nodes[_states[0].Node];
        for (var id = _states[0].Node; id >= 0; id = _nodes[id].Previous)
        {
            var node = _nodes[id];
            if (path.Count > 0 && node.High > path[^1].Progress)
            {
                // It started anew after this one.
                break;
            }

            path.Add(new MatchedFix(fixes.Indices[node.Fix], Second(fixes, node.Fix, origin), node.High, node.Offset));
        }

        path.Reverse();
        return new MatchedPath(path, fixes.Count - 1 - last.Fix);
    }

    private readonly record struct Node(int Fix, double Along, double High, double Offset, int Previous);

    private readonly record struct State(int Node, double Cost);
}
