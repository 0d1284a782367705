using System.Globalization;

namespace TlEngine.Keda.Simulation;

/// <summary>All Deployments over one trace.</summary>
/// <param name="Unserved">Functions of the trace that no Deployment serves; their work is left out.</param>
internal sealed record ReplayReport(IReadOnlyList<TargetRun> Runs, Outages Outages, IReadOnlyList<string> Unserved)
{
    public double End => Runs.Max(run => run.End);

    public double PodHours => Runs.Sum(run => run.PodHours);

    public double Cost => Runs.Sum(run => run.PodHours * run.Target.PodHourPrice);

    /// <summary>The most pods at any instant; changes at the same instant count together.</summary>
    public int PeakPods
    {
        get
        {
            var steps = Runs.SelectMany(run => run.Changes.Select((change, i) =>
                (change.At, By: change.Replicas - (i == 0 ? 0 : run.Changes[i - 1].Replicas))));
            var (pods, peak) = (0, 0);
            foreach (var instant in steps.GroupBy(step => step.At).OrderBy(group => group.Key))
            {
                pods += instant.Sum(step => step.By);
                peak = Math.Max(peak, pods);
            }

            return peak;
        }
    }

    /// <summary>As text: replicas over time (at most so many changes for each), waits, cold starts, pod-hours, cost.</summary>
    public void Write(TextWriter writer, int changesShown = 40)
    {
        foreach (var run in Runs)
        {
            writer.WriteLine(Invariant(
                $"{run.Target.Name,-22} peak {run.Peak}/{run.Target.Keda.MaxReplicas}, ")
                + Invariant($"{run.ColdStarts} cold start{(run.ColdStarts == 1 ? "" : "s")}, ")
                + Invariant($"{run.PodHours:0.00} pod-hours"));
            writer.WriteLine("  replicas " + string.Join(' ', run.Changes.Take(changesShown)
                .Select(change => $"{Clock(change.At)}:{change.Replicas}"))
                + (run.Changes.Count > changesShown ? Invariant($" … {run.Changes.Count - changesShown} more changes") : ""));
            foreach (var (function, waits) in run.Waits.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                writer.WriteLine(Invariant($"  {function,-20} {waits.Count} started, waited p50 {waits.Quantile(0.5):0.0} s, ")
                    + Invariant($"p95 {waits.Quantile(0.95):0.0} s, at most {waits.Longest:0.0} s"));
            }
        }

        if (Unserved.Count > 0)
        {
            writer.WriteLine($"No Deployment serves {string.Join(", ", Unserved)}: that work is left out.");
        }

        writer.WriteLine(
            Invariant($"Together: at most {PeakPods} pods at once, {PodHours:0.00} pod-hours, {Cost:0.00} USD over {Clock(End)}."));
    }

    private static string Clock(double second)
    {
        var time = TimeSpan.FromSeconds(second);
        return Invariant($"{(time.Days > 0 ? $"{time.Days}d" : "")}{time:hh\\:mm\\:ss}");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
