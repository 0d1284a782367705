using TlEngine.Engines.Memory;
using TlEngine.Engines.Track;

namespace TlEngine.Engines.Route.Eta;

/// <summary>
/// Matches fixes to the route by the Viterbi algorithm (Newson and Krumm, "Hidden Markov map matching through noise and sparseness", 2009):
/// each fix is near to some places of the route; the likeliest sequence of them is the one whose steps along the route are as long as those
/// between the fixes. Costs are negative logarithms of likelihoods. The route has a direction: a step back costs twice its length, and
/// none leads further back than <c>backward_m</c>. Where no step is likely the vehicle may start anew, and a fix may be left out.
/// </summary>
internal sealed class PathMatcher(RouteLine route, Timetable timetable, EtaParameters parameters, FlagList flags)
{
    // β was found for fixes some seconds apart; the difference grows with the time between them.
    private const double SecondsOfBeta = 10;

    // As much as a fix at the search radius: one at the right place is never dearer than none.
    private const double SkipDeviations = 10;
    private const double SkipCost = 0.5 * SkipDeviations * SkipDeviations;

    // More than a fix or two that are wrong, less than a second round.
    private const double RestartCost = 100;

    // Vehicles are late by minutes and hardly ever early; the schedule only chooses where nothing else does.
    private const double TypicalDelay = 900;
    private const double TypicalLead = 180;
    private const double DearestDelay = 90;
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
        for (var i = first; i < fixes.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Follow(fixes, i, Second(fixes, i, origin), origin, SkipCost * (i - first), memory.Span);
        }

        return Path(fixes, first, origin);
    }

    private static double Second(Fixes fixes, int i, long origin) => (double)(fixes.Times[i] - origin) / TimeSpan.TicksPerSecond;

    private void Follow(Fixes fixes, int i, double second, long origin, double skipped, Span<double> ways)
    {
        var (latitude, longitude) = (fixes.Latitudes[i], fixes.Longitudes[i]);
        route.Project(latitude, longitude, parameters.SearchRadiusM, _nearest);
        var (cheapest, cheapestNode) = (double.PositiveInfinity, -1);
        for (var s = 0; s < _states.Count; s++)
        {
            var from = _nodes[_states[s].Node].Fix;
            ways[s] = _nearest.Count == 0
                ? 0
                : parameters.Distance.Between(fixes.Latitudes[from], fixes.Longitudes[from], latitude, longitude);
            if (_states[s].Cost < cheapest)
            {
                (cheapest, cheapestNode) = (_states[s].Cost, _states[s].Node);
            }
        }

        var sigma = Math.Max(parameters.SigmaM, double.IsNaN(fixes.Accuracies[i]) ? 0 : fixes.Accuracies[i]);
        foreach (var place in _nearest.Items)
        {
            // It begins here, and all fixes before are left out; or it starts anew here.
            var (begins, restarts) = (skipped, cheapest + RestartCost);
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

        if (_nearest.Count == 0)
        {
            flags.Add(new Flag(fixes.Indices[i], FlagReason.OffRoute));
        }

        Turn();
    }

    /// <summary>What a step along the route costs; infinite where there is none.</summary>
    private double Step(in Node from, double along, double way, double seconds)
    {
        var step = along - from.Along;
        var possible = along >= from.High - parameters.BackwardM
            && step - (2 * parameters.SearchRadiusM) <= parameters.MaxSpeedMps * seconds;
        return possible
            ? Math.Abs(step - way) / (parameters.BetaM * Math.Max(1, seconds / SecondsOfBeta))
            : double.PositiveInfinity;
    }

    private double Prior(double along, double second)
    {
        var delay = second - timetable.ScheduledAt(along);
        var deviations = delay / (delay < 0 ? TypicalLead : TypicalDelay);
        return double.IsNaN(delay) ? 0 : Math.Min(0.5 * deviations * deviations, DearestDelay);
    }

    /// <summary>The states of the next fix: those at it, and those that leave it out.</summary>
    private void Turn()
    {
        foreach (var state in _states)
        {
            _next.Add(state with { Cost = state.Cost + SkipCost });
        }

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
