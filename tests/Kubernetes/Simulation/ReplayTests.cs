using TlEngine.Tests.Repository;
using TlEngine.Keda.Cost;
using TlEngine.Keda.Manifests;
using TlEngine.Keda.Simulation;
using TlEngine.Tests.Kubernetes.Validation;

namespace TlEngine.Tests.Kubernetes.Simulation;

/// <summary>
/// Workloads over the manifests of staging with the whole contract: what scales, what it waits, what it costs, and back to zero.
/// </summary>
public sealed class ReplayTests(RenderedEnvironments rendered) : IClassFixture<RenderedEnvironments>
{
    private const double Day = 86_400;
    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly PriceList Prices = PriceList.Load(Path.Combine(RepositoryRoot.File("keda"), "prices.yaml"));

    [Theory]
    [InlineData("dev")]
    [InlineData("staging")]
    public void NoWork_ZeroReplicasEverywhereButForTheDailyWindow(string environment)
    {
        var report = Run(environment, new Trace([], Outages.None), Day);
        Assert.All(report.Runs.Where(run => run.Target.Name != "engine-scheduler"), run => Assert.Equal(0, run.Peak));
        // Archiving at three: once, for less than an hour.
        var scheduler = Of(report, "engine-scheduler");
        Assert.Equal(1, scheduler.ColdStarts);
        Assert.InRange(scheduler.PodHours, 0.2, 0.9);
        Assert.InRange(scheduler.Changes[1].At, 2.5 * 3600, 3 * 3600);
        AssertRestored(report);
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("staging")]
    public void TaskAtThreeInTheNight_IsServedWithinTheColdStartBudget(string environment)
    {
        // Just after a poll, so that it waits for a whole interval.
        var report = Run(environment, Trace.Parse([Trace.Header, "10801,RunTask,1,0,5,1"]), Day);
        var worker = Of(report, "engine-worker");
        Assert.Equal(1, worker.ColdStarts);
        Assert.InRange(worker.Waits["RunTask"].Longest, rendered.Plan.ColdStartSeconds,
            worker.Target.Keda.PollingInterval + rendered.Plan.ColdStartSeconds);
        AssertRestored(report);
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("staging")]
    public void ScheduleAtAnyTime_FiresOnTime_ForThePodWasAskedForInTime(string environment)
    {
        var arrivals = Enumerable.Range(1, 10).Select(hour => $"{(hour * 7_207) + 13},EnqueueDueSchedules,1,0,0.2,1");
        var report = Run(environment, Trace.Parse([Trace.Header, .. arrivals]), Day);
        // The timer's own period is all that is left.
        Assert.InRange(Of(report, "engine-scheduler").Waits["EnqueueDueSchedules"].Longest, 0, 10);
        AssertRestored(report);
    }

    [Fact]
    public void QuietDay_CostsCents()
    {
        var report = Run("staging", Named("quiet-day"), Day);
        Assert.InRange(report.Cost, 0.001, 0.05);
        Assert.InRange(Of(report, "engine-api").Waits["ExecuteEngine"].Longest, 5, 7);
        AssertRestored(report);
    }

    [Fact]
    public void Rush_GrowsWithinTheCeilingAndKeepsUp()
    {
        var report = Run("staging", Named("rush"), Day);
        Assert.True(Of(report, "engine-worker").Peak > 1);
        Assert.Equal(6_000, Of(report, "engine-worker").Waits["RunTask"].Count);
        Assert.InRange(Of(report, "engine-worker").Waits["RunTask"].Quantile(0.95), 0, 60);
        Assert.InRange(Of(report, "engine-worker-urgent").Waits["RunUrgentTask"].Longest, 0, 15);
        AssertRestored(report);
    }

    [Fact]
    public void BrokerOutage_HoldsWhatIsAwakeWakesNothingAndCatchesUp()
    {
        var trace = Named("broker-outage");
        var report = Run("staging", trace, Day);
        var worker = Of(report, "engine-worker");
        var (from, until) = trace.Outages.BrokerSpans.Single();
        Assert.DoesNotContain(worker.Changes, change => change.At >= from && change.At < until);
        Assert.Equal(0, Of(report, "engine-worker-urgent").Peak);
        Assert.Equal(0, Of(report, "engine-webhooks").Peak);
        // The API does not depend on the broker.
        Assert.InRange(Of(report, "engine-api").Waits["ExecuteEngine"].Longest, 0, 7);
        Assert.Equal(600, worker.Waits["RunTask"].Count);
        AssertRestored(report);
    }

    [Fact]
    public void DatabaseOutage_FreezesTheSchedulerAndItCatchesUp()
    {
        var report = Run("staging", Trace.Parse([Trace.Header, "36000,EnqueueDueSchedules,3,600,0.2,1",
            "35900,outage:postgresql,1,1800,0,1"]), Day);
        var scheduler = Of(report, "engine-scheduler");
        Assert.Equal(3, scheduler.Waits["EnqueueDueSchedules"].Count);
        Assert.DoesNotContain(scheduler.Changes, change => change.At is >= 35900 and < 37700);
        AssertRestored(report);
    }

    [Fact]
    public void PoisonFlood_DrainsWithinTheCeiling()
    {
        var report = Run("staging", Named("poison-flood"), Day);
        // 10,000 that are dead at once, 20 that work, 200 that fail five times.
        Assert.Equal(10_000 + 20 + (200 * 5), Of(report, "engine-worker").Waits["RunTask"].Count);
        Assert.InRange(Of(report, "engine-worker").PodHours, 0.1, 2);
        AssertRestored(report);
    }

    [Fact]
    public void SeasonalYear_EverythingServedAndZeroInBetween()
    {
        var trace = SeasonalTrace.Build(Epoch);
        var report = Run("staging", trace, SeasonalTrace.Days * Day);
        var started = report.Runs.SelectMany(run => run.Waits.Values).Sum(waits => waits.Count);
        Assert.Equal(trace.Arrivals.Sum(arrival => arrival.Count), started);
        Assert.True(Of(report, "engine-worker").ColdStarts > SeasonalTrace.Days);
        // A twelfth of it, against the budget of a month.
        Assert.InRange(report.Cost / 12, 0.5, 20);
        AssertRestored(report);
        AssertChartOfColumns(report);
    }

    [Fact]
    public void SameTrace_SameAnswer()
    {
        Assert.Equal(Text(Run("staging", Named("rush"), Day)), Text(Run("staging", Named("rush"), Day)));
        Assert.Equal(SeasonalTrace.Build(Epoch).Arrivals, SeasonalTrace.Build(Epoch).Arrivals);
    }

    [Fact]
    public void LongTask_StillInFlight_IsNotScaledAway()
    {
        // Far longer than the cooldown: over AMQP, where messages in flight do not count, it would be cut.
        var report = Run("staging", Trace.Parse([Trace.Header, "100,RunTask,1,0,900,1"]), 7200);
        var worker = Of(report, "engine-worker");
        Assert.Equal(1, worker.Waits["RunTask"].Count);
        Assert.True(worker.Changes[^1].At > 1000);
        AssertRestored(report);
    }

    [Fact]
    public void Chart_HasALaneForEachDeploymentAndShadesTheOutage()
    {
        var svg = ReplayChart.Draw(Run("staging", Named("broker-outage"), Day), "broker <outage>");
        var chart = System.Xml.Linq.XDocument.Parse(svg);
        Assert.Equal(5, chart.Descendants().Count(element => element.Name.LocalName == "path"));
        Assert.Contains("broker &lt;outage&gt;", svg, StringComparison.Ordinal);
        Assert.Single(chart.Descendants(), element => element.Attribute("class")?.Value == "outage");
    }

    [Theory]
    [InlineData(4_531, 600)]
    [InlineData(86_400, 7_200)]
    [InlineData(31_536_000, 2_592_000)]
    public void Axis_HasRoundStepsAndRoomForItsLabels(double end, int step) => Assert.Equal(step, ChartAxis.Step(end));

    [Theory]
    [InlineData("nothing")]
    [InlineData(Trace.Header, "1,RunTask,1,0,5")]
    [InlineData(Trace.Header, "x,RunTask,1,0,5,1")]
    [InlineData(Trace.Header, "1,RunTask,-1,0,5,1")]
    [InlineData(Trace.Header, "1,outage:redis,1,5,0,1")]
    public void TraceThatIsNone_IsRefused(params string[] lines) => Assert.Throws<FormatException>(() => Trace.Parse(lines));

    [Fact]
    public void FunctionThatNobodyServes_IsNamed() =>
        Assert.Contains("No Deployment serves RunTsk", Text(Run("staging", Trace.Parse([Trace.Header, "1,RunTsk,1,0,5,1"]), Day)),
            StringComparison.Ordinal);

    private static Trace Named(string name) => Trace.Parse(File.ReadLines(
        Path.Combine(RepositoryRoot.File("keda"), "traces", name + ".csv")));

    private static TargetRun Of(ReplayReport report, string name) => report.Runs.Single(run => run.Target.Name == name);

    private static string Text(ReplayReport report)
    {
        using var writer = new StringWriter();
        report.Write(writer);
        return writer.ToString();
    }

    private ReplayReport Run(string environment, Trace trace, double until)
    {
        var manifests = rendered.Load(environment);
        var targets = ScaledTargets.From(manifests, rendered.Plan.ColdStartSeconds, deployment =>
            (double)Prices.PodHour(PodRequests.Of(deployment)), Epoch);
        var report = Replay.Run(targets, trace, until);
        // Whatever the workload: never past a maximum, never past what the quota admits.
        var admitted = CeilingCalculator.Of(manifests, Prices).Bounds.Single(bound => bound.Name == "quota engine-running, pods").Limit;
        Assert.All(report.Runs, run => Assert.InRange(run.Peak, 0, run.Target.Keda.MaxReplicas));
        Assert.InRange(report.PeakPods, 0, (int)admitted);
        return report;
    }

    /// <summary>A chart of every change would be megabytes of black; the columns hold the same work.</summary>
    private static void AssertChartOfColumns(ReplayReport report)
    {
        Assert.InRange(ReplayChart.Draw(report, "year").Length, 10_000, 200_000);
        foreach (var run in report.Runs)
        {
            var columns = ChartLane.Columns(run, report.End);
            Assert.Equal(run.PodHours, columns.Sum(column => column.Mean) * report.End / ReplayChart.Plot / 3600, tolerance: 0.001);
            Assert.Equal(run.Peak, columns.Max(column => column.Most));
        }
    }

    private static void AssertRestored(ReplayReport report) => Assert.All(report.Runs, run => Assert.Equal(0, run.FinalReplicas));
}
