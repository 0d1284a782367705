namespace TlEngine.Engines.Pipelines;

/// <summary>Orders steps so that each comes after those it waits for; otherwise as they stand.</summary>
internal static class StepOrder
{
    /// <returns>The order; or null and a circle of steps that wait for each other.</returns>
    public static (IReadOnlyList<int>? Order, IReadOnlyList<int> Circle) Of(IReadOnlyList<IReadOnlySet<int>> waitsFor)
    {
        var order = new List<int>(waitsFor.Count);
        var done = new HashSet<int>();
        while (order.Count < waitsFor.Count)
        {
            var next = Enumerable.Range(0, waitsFor.Count).FirstOrDefault(i => !done.Contains(i) && done.IsSupersetOf(waitsFor[i]), -1);
            if (next < 0)
            {
                return (null, CircleOf(waitsFor, done));
            }

            order.Add(next);
            done.Add(next);
        }

        return (order, []);
    }

    /// <summary>Every step that is left waits for another one that is left, so that going back along them comes round.</summary>
    private static List<int> CircleOf(IReadOnlyList<IReadOnlySet<int>> waitsFor, HashSet<int> done)
    {
        var path = new List<int>();
        var at = Enumerable.Range(0, waitsFor.Count).First(i => !done.Contains(i));
        while (!path.Contains(at))
        {
            path.Add(at);
            at = waitsFor[at].Where(i => !done.Contains(i)).Min();
        }

        return [.. path.SkipWhile(i => i != at), at];
    }
}
