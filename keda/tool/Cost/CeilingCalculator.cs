using System.Globalization;
using TlEngine.Keda.Manifests;

namespace TlEngine.Keda.Cost;

/// <summary>Works out a <see cref="Ceiling"/> from rendered manifests alone; no cluster is asked.</summary>
internal static class CeilingCalculator
{
    public const string BudgetAnnotation = "tl-engine.io/monthly-budget-usd";
    public const string DeploysAnnotation = "tl-engine.io/deploys-per-month";
    private const decimal Gibibyte = 1024 * 1024 * 1024;

    public static Ceiling Of(ManifestSet manifests, PriceList prices)
    {
        var hours = prices.HoursPerMonth;
        var deploys = (int)Annotation(manifests, DeploysAnnotation);
        var budget = Annotation(manifests, BudgetAnnotation);
        var deployments = manifests.Of("Deployment").Select(deployment => Consumer.OfDeployment(manifests, deployment, hours)).ToList();
        var jobs = manifests.All.Where(manifest => manifest.Kind is "Job" or "CronJob").Select(job => Consumer.OfJob(job, deploys, hours))
            .ToList();
        var quotas = new Quotas([.. manifests.Of("ResourceQuota")]);

        var jobsMonth = jobs.Sum(job => job.Pods * job.HoursPerMonth * prices.PodHour(job.Each));
        var quotaMonth = hours * ((quotas.Hard(Quotas.Running, "requests.cpu") * prices.Compute.CpuHour)
            + (quotas.Hard(Quotas.Running, "requests.memory") / Gibibyte * prices.Compute.MemoryGibHour)
            + (quotas.Hard(Quotas.Running, "requests.ephemeral-storage") / Gibibyte * prices.Compute.EphemeralGibHour));
        var running = Math.Min(quotaMonth, deployments.Sum(one => one.Pods * hours * prices.PodHour(one.Each)));
        var poll = SchedulerPoll(manifests);
        var paid = prices.Fixed.Where(item => item.Scope == manifests.Environment)
            .Select(item => (item, prices.Monthly(item, poll))).ToList();
        List<Bound> bounds =
        [
            new("worst month against the budget, USD", running + jobsMonth, budget),
            new("a full quota for a month, and the jobs, against the budget, USD", quotaMonth + jobsMonth, budget),
            .. quotas.Bounds(deployments, jobs),
            .. ConnectionBounds.Of(manifests, deployments, jobs, prices),
            .. prices.Fixed.Where(item => item.Scope == manifests.Environment && item.Database is { IncludedUnitHours: > 0 })
                .Select(item => new Bound("compute hours that the scheduler's poll takes of the database's free ones",
                    item.Database!.UnitHours(poll, hours), item.Database.IncludedUnitHours)),
        ];
        return new Ceiling(manifests.Environment, [.. deployments, .. jobs], running, jobsMonth, quotaMonth, budget, paid, bounds);
    }

    /// <summary>Every how many seconds KEDA asks the database; a year when it does not.</summary>
    private static int SchedulerPoll(ManifestSet manifests) => manifests.Of("ScaledObject")
        .Where(scaled => scaled.Spec.Items("triggers").Any(trigger => trigger.Text("type") == "postgresql"))
        .Select(scaled => scaled.Spec.Int("pollingInterval") ?? 30).DefaultIfEmpty(31_536_000).Min();

    private static decimal Annotation(ManifestSet manifests, string name) =>
        decimal.TryParse(
            manifests.Of("Namespace").Select(space => space.Root.Text("metadata", "annotations", name)).SingleOrDefault(),
            CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"The namespace of {manifests.Environment} needs the annotation {name}, a number.");
}
