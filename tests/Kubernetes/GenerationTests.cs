using TlEngine.Tests.Repository;
using TlEngine.Keda.Functions;
using TlEngine.Keda.Generation;
using TlEngine.Keda.Manifests;
using TlEngine.Keda.Roles;
using TlEngine.Tests.Kubernetes.Validation;

namespace TlEngine.Tests.Kubernetes;

/// <summary>From functions to manifests, and back to a difference.</summary>
public sealed class GenerationTests : IDisposable
{
    private readonly RolePlan _plan = RolePlan.Load(Path.Combine(RepositoryRoot.File("keda"), "roles.yaml"));
    private readonly string _folder = Directory.CreateTempSubdirectory("tl-engine-generated-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void WholeContract_EveryFunctionInOneRole_CommonOnesInAll()
    {
        var assignment = RoleAssignment.Assign(_plan, Contract());
        Assert.Equal(["DeliverWebhook", "Health", "PrometheusMetrics", "Ready"], assignment.AllowList("engine-webhooks"));
        Assert.Equal(["Health", "PrometheusMetrics", "Ready", "RunTask"], assignment.AllowList("engine-worker"));
        Assert.Equal(["Health", "PrometheusMetrics", "Ready", "RunUrgentTask"], assignment.AllowList("engine-worker-urgent"));
        Assert.Equal(ContractFunctions.Timers.Count + 3, assignment.AllowList("engine-scheduler").Count);
        Assert.Equal(ContractFunctions.Http.Count, assignment.AllowList("engine-api").Count);
    }

    [Fact]
    public void RoleWithoutFunctions_IsNotDeployed()
    {
        var files = GeneratedFiles.Build(_plan, [.. Contract().Where(function => function.Name != "DeliverWebhook")]);
        Assert.DoesNotContain(files.Keys, path => path.Contains("webhooks", StringComparison.Ordinal));
        Assert.DoesNotContain("webhooks", files["base/generated/kustomization.yaml"], StringComparison.Ordinal);
    }

    [Fact]
    public void QueueThatNoRoleTakes_StopsTheBuild()
    {
        var wrong = Assert.Throws<FormatException>(() =>
            GeneratedFiles.Build(_plan, [.. Contract(), new FunctionTrigger("Stray", TriggerKind.Queue) { Queue = "engine:stray" }]));
        Assert.Contains("Stray", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a timer with a monitor")]
    [InlineData("a queue from a setting")]
    public void WhatCannotBeScaled_StopsTheBuild(string what)
    {
        var function = what.Contains("timer", StringComparison.Ordinal)
            ? new FunctionTrigger("Tick", TriggerKind.Timer) { Schedule = "0 * * * * *" }
            : new FunctionTrigger("Work", TriggerKind.Queue) { Queue = "%QUEUE%" };
        Assert.Throws<FormatException>(() => GeneratedFiles.Build(_plan, [.. Contract(), function]));
    }

    [Fact]
    public void Written_ThenCompared_NothingDiffers()
    {
        var files = GeneratedFiles.Build(_plan, Contract());
        GeneratedFiles.Write(_folder, files);
        Assert.Empty(GeneratedFiles.Compare(_folder, files));
    }

    [Fact]
    public void FunctionAddedOrRemoved_IsADifference()
    {
        GeneratedFiles.Write(_folder, GeneratedFiles.Build(_plan, Contract()));
        var more = GeneratedFiles.Build(_plan, [.. Contract(), new FunctionTrigger("ListThings", TriggerKind.Http) { Route = "things" }]);
        Assert.Contains(GeneratedFiles.Compare(_folder, more), line =>
            line.Contains("base/generated/engine-api.yaml", StringComparison.Ordinal));
        Assert.Contains(GeneratedFiles.Compare(_folder, more), line =>
            line.Contains("edge/generated/ingress.yaml", StringComparison.Ordinal));
        var fewer = GeneratedFiles.Build(_plan, [.. Contract().Where(function => function.Name != "RunUrgentTask")]);
        Assert.Contains(GeneratedFiles.Compare(_folder, fewer), line => line.Contains("urgent", StringComparison.Ordinal));
    }

    [Fact]
    public void GeneratedAgain_WhatNoRoleNeedsIsGone()
    {
        GeneratedFiles.Write(_folder, GeneratedFiles.Build(_plan, Contract()));
        var fewer = GeneratedFiles.Build(_plan, [.. Contract().Where(function => function.Name != "RunUrgentTask")]);
        GeneratedFiles.Write(_folder, fewer);
        Assert.Empty(GeneratedFiles.Compare(_folder, fewer));
    }

    [Fact]
    public void Lead_IsPollColdStartAndMargin() => Assert.Equal(30 + 5.1 + 20, _plan.LeadSeconds(30), 0.9);

    [Theory]
    [InlineData("0 0 3 * * *", 56, "59 2 * * *", "15 3 * * *")]
    [InlineData("30 10 0 * * *", 926, "54 23 * * *", "25 0 * * *")]
    public void DailyTimer_GetsAWindow(string schedule, int lead, string start, string end) =>
        Assert.Equal(new DailyWindow(start, end), DailyWindow.For(schedule, lead, 15));

    [Theory]
    [InlineData("*/10 * * * * *")]
    [InlineData("0 5 * * * *")]
    [InlineData("00:05:00")]
    public void FrequentTimer_NeedsNoWindow(string schedule) => Assert.Null(DailyWindow.For(schedule, 56, 15));

    [Fact]
    public void DailyTimerOfSomeDays_IsRefused() => Assert.Throws<FormatException>(() => DailyWindow.For("0 0 3 * * 1", 56, 15));

    [Theory]
    [InlineData("maxReplicas: 20", "maxReplicas: 2", "engine-api")]
    [InlineData("marginSeconds: 20", "margin: 20", "margin")]
    [InlineData("kind: timer", "kind: time", "kind")]
    [InlineData("engine-api: { maxReplicas: 1, cooldownPeriod: 120 }", "engine-apy: { maxReplicas: 1 }", "engine-apy")]
    public void RolesThatCannotBe_AreRefusedByName(string good, string bad, string named)
    {
        var text = File.ReadAllText(Path.Combine(RepositoryRoot.File("keda"), "roles.yaml"));
        Assert.Contains(good, text, StringComparison.Ordinal);
        var path = Path.Combine(_folder, "roles.yaml");
        File.WriteAllText(path, text.Replace(good, bad, StringComparison.Ordinal));
        Assert.Contains(named, Assert.Throws<FormatException>(() => RolePlan.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void QuotedScalars_StayText()
    {
        var node = YamlTree.Parse("a: \"20\"\nb: 20\nc: yes\nd: \"yes\"\n").Single();
        Assert.Equal("""{"a":"20","b":20,"c":true,"d":"yes"}""", node.ToJsonString());
    }

    private static IReadOnlyList<FunctionTrigger> Contract()
    {
        using var assembly = FunctionAssemblyBuilder.Contract().Build();
        return FunctionAssembly.Read(assembly);
    }
}
