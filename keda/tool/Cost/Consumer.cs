using System.Globalization;
using NCrontab;
using TlEngine.Keda.Manifests;

namespace TlEngine.Keda.Cost;

/// <summary>One workload at its ceiling.</summary>
/// <param name="Pods">At once, with the surge of a rollout.</param>
/// <param name="HoursPerMonth">For each pod.</param>
internal sealed record Consumer(Manifest Workload, int Pods, PodRequests Each, decimal HoursPerMonth)
{
    /// <summary>Jobs have a deadline; their pods count against the quota of terminating pods.</summary>
    public bool IsJob => Workload.Kind is "Job" or "CronJob";

    public static Consumer OfDeployment(ManifestSet manifests, Manifest deployment, int hours)
    {
        // Without a ScaledObject nothing scales it: one pod, or what it says.
        var replicas = manifests.ScaledObjectOf(deployment) is { } scaled
            ? scaled.Spec.Int("maxReplicaCount") ?? 100
            : deployment.Spec.Int("replicas") ?? 1;
        return new Consumer(deployment, replicas + Surge(deployment, replicas), PodRequests.Of(deployment), hours);
    }

    /// <param name="runs">A Job's own number of runs; a CronJob says itself.</param>
    /// <param name="hours">Of the month.</param>
    public static Consumer OfJob(Manifest job, int runs, int hours)
    {
        var spec = job.Kind == "CronJob" ? job.Root.At("spec", "jobTemplate", "spec") : job.Spec;
        var deadline = spec.Int("activeDeadlineSeconds") ?? throw new FormatException(
            $"{job} has no activeDeadlineSeconds: it could run for ever.");
        var times = job.Kind == "CronJob" ? RunsOf(job.Spec.Text("schedule")!, hours) : runs;
        return new Consumer(job, spec.Int("parallelism") ?? 1, PodRequests.Of(job), Math.Min(hours, times * deadline / 3600m));
    }

    private static int RunsOf(string schedule, int hours)
    {
        var first = new DateTime(2026, 1, 1);
        var times = CrontabSchedule.TryParse(schedule) ?? throw new FormatException($"\"{schedule}\" is no schedule.");
        return times.GetNextOccurrences(first.AddSeconds(-1), first.AddHours(hours)).Count();
    }

    private static int Surge(Manifest deployment, int replicas)
    {
        if (deployment.Spec.Text("strategy", "type") == "Recreate")
        {
            return 0;
        }

        // Kubernetes' own default, rounded up.
        var surge = deployment.Spec.Text("strategy", "rollingUpdate", "maxSurge") ?? "25%";
        return surge.EndsWith('%')
            ? (int)Math.Ceiling(replicas * int.Parse(surge[..^1], CultureInfo.InvariantCulture) / 100.0)
            : int.Parse(surge, CultureInfo.InvariantCulture);
    }
}
