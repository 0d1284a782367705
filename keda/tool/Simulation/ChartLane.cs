using System.Globalization;
using System.Text;

namespace TlEngine.Keda.Simulation;

/// <summary>
/// Replicas over time as a shape: each change as a step, or, when there are more changes than a screen has columns, for each column how
/// many there were on average and at most.
/// </summary>
internal static class ChartLane
{
    public static bool IsDense(TargetRun run) => run.Changes.Count > ReplayChart.Plot / 2;

    public static string Of(TargetRun run, double end, int top, int height)
    {
        double Y(double replicas) => Math.Round(top + height - (replicas * height / run.Target.Keda.MaxReplicas), 2);
        if (!IsDense(run))
        {
            return Shape("replicas", run.Changes.Select(change => (ReplayChart.X(change.At, end), Y(change.Replicas))), end, Y(0));
        }

        var columns = Columns(run, end);
        return Shape("most", columns.Select((column, i) => ((double)ReplayChart.Left + i, Y(column.Most))), end, Y(0))
            + Shape("mean", columns.Select((column, i) => ((double)ReplayChart.Left + i, Y(column.Mean))), end, Y(0));
    }

    /// <summary>Mean and maximum of each of the columns.</summary>
    public static IReadOnlyList<(double Mean, int Most)> Columns(TargetRun run, double end)
    {
        var width = end / ReplayChart.Plot;
        var means = new double[ReplayChart.Plot];
        var most = new int[ReplayChart.Plot];
        for (var i = 0; i < run.Changes.Count; i++)
        {
            var (from, replicas) = run.Changes[i];
            var until = i + 1 < run.Changes.Count ? run.Changes[i + 1].At : end;
            for (var column = (int)(from / width); replicas > 0 && column < ReplayChart.Plot && column * width < until; column++)
            {
                var share = (Math.Min(until, (column + 1) * width) - Math.Max(from, column * width)) / width;
                means[column] += replicas * share;
                most[column] = Math.Max(most[column], replicas);
            }
        }

        return [.. means.Zip(most)];
    }

    private static string Shape(string kind, IEnumerable<(double X, double Y)> steps, double end, double ground)
    {
        var path = new StringBuilder(Invariant($"M{ReplayChart.Left} {ground}"));
        var y = ground;
        foreach (var (x, next) in steps)
        {
            if (next != y)
            {
                path.Append(Invariant($"H{x}V{next}"));
                y = next;
            }
        }

        return Invariant($"""<path class="{kind}" d="{path}H{ReplayChart.X(end, end)}V{ground}Z"/>""");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
