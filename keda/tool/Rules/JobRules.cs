using NCrontab;
using TlEngine.Keda.Manifests;

namespace TlEngine.Keda.Rules;

/// <summary>
/// Jobs: one prepares before everything else, each has a deadline, the nightly ones a time that exists and never two at once.
/// </summary>
internal static class JobRules
{
    private static readonly string[] Nightly = ["engine-backup"];

    public static IEnumerable<string> Check(RuleContext context)
    {
        var prepare = context.Manifests.Find("Job", "engine-prepare");
        var findings = prepare is null
            ? ["There is no engine-prepare; KEDA wakes nothing before tables and queues exist."]
            : CheckPrepare(prepare).Select(finding => $"{prepare} {finding}");
        return findings
            .Concat(context.Manifests.All.Where(manifest => manifest.Kind is "Job" or "CronJob").Where(IsUnbounded)
                .Select(job => $"{job} needs a deadline, on its pod as well, and a bound for its attempts and for its traces."))
            .Concat(context.Manifests.Of("CronJob").SelectMany(job => CheckSchedule(job).Select(finding => $"{job} {finding}")))
            .Concat(Nightly.Where(name => context.Manifests.Find("CronJob", name) is null).Select(name => $"There is no CronJob {name}."));
    }

    private static IEnumerable<string> CheckPrepare(Manifest prepare)
    {
        if (prepare.Root.Text("metadata", "annotations", "argocd.argoproj.io/hook") != "PreSync")
        {
            yield return "must run before the sync.";
        }

        // A Job cannot be changed: the next sync would fail on the one that is there.
        if (prepare.Root.Text("metadata", "annotations", "argocd.argoproj.io/hook-delete-policy") != "BeforeHookCreation")
        {
            yield return "must be deleted before it is made again.";
        }

        if (prepare.PodTemplate.Items("spec", "containers").Any(container => container.Items("args").Select(argument => argument.Text())
            .SequenceEqual(["prepare"]) is false))
        {
            yield return "must be called with prepare.";
        }
    }

    /// <summary>The pod's own deadline is what puts it into the quota for jobs.</summary>
    private static bool IsUnbounded(Manifest job)
    {
        var spec = job.Kind == "CronJob" ? job.Root.At("spec", "jobTemplate", "spec") : job.Spec;
        return spec.Int("activeDeadlineSeconds") is null || job.PodTemplate.Int("spec", "activeDeadlineSeconds") is null
            || spec.Int("backoffLimit") is not (>= 0 and <= 6) || spec.Int("ttlSecondsAfterFinished") is null;
    }

    private static IEnumerable<string> CheckSchedule(Manifest job)
    {
        if (CrontabSchedule.TryParse(job.Spec.Text("schedule") ?? "") is null)
        {
            yield return $"has the schedule \"{job.Spec.Text("schedule")}\", which is no cron expression of five fields.";
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(job.Spec.Text("timeZone") ?? "", out _))
        {
            yield return "must name its time zone, or the cluster's decides.";
        }

        if (job.Spec.Text("concurrencyPolicy") != "Forbid")
        {
            yield return "must not run twice at once.";
        }

        if (job.Spec.Text("suspend") == "true")
        {
            yield return "is suspended.";
        }
    }
}
