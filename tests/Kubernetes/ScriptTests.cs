using System.Runtime.Versioning;
using TlEngine.Keda.Manifests;
using TlEngine.Tests.Repository;

namespace TlEngine.Tests.Kubernetes;

/// <summary>
/// The scripts against a kubectl that writes down what it is asked: which cluster commands, in which order, and what they refuse.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class ScriptTests : IDisposable
{
    private readonly ScriptFolder _scripts = new();

    public void Dispose() => _scripts.Dispose();

    [Fact]
    public async Task Pause_SetsEveryScaledObjectToZeroAndWaitsForThePods()
    {
        var run = await _scripts.RunAsync("pause.sh", "dev");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [
                "annotate scaledobject --all --namespace tl-engine-dev --overwrite autoscaling.keda.sh/paused-replicas=0",
                "wait --for=delete pod --selector app.kubernetes.io/part-of=tl-engine,app.kubernetes.io/name notin "
                    + "(engine-prepare,engine-backup) --namespace tl-engine-dev --timeout=120s",
            ],
            run.Calls);
    }

    [Fact]
    public async Task Pause_WaitsForPodsOfDeploymentsAlone_NotForThoseOfEndedJobs()
    {
        var manifests = await Kustomize.LoadAsync(RepositoryRoot.File("keda"), "dev", CancellationToken.None);
        var selector = (await _scripts.RunAsync("pause.sh", "dev")).Calls[1];
        var left = manifests.All.Where(manifest => manifest.PodTemplate is not null && manifest.Kind != "Deployment");
        Assert.NotEmpty(left);
        Assert.All(left, job => Assert.Contains(job.Name, selector, StringComparison.Ordinal));
        Assert.All(manifests.Of("Deployment"), deployment => Assert.DoesNotContain(deployment.Name, selector, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pause_KedaDoesNotAnswer_ScalesDownWithoutIt()
    {
        var run = await _scripts.RunAsync("pause.sh", "staging", """
            wait\ *) [ -e scaled ] ;;
            scale\ *) touch scaled ;;
            """);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("scale deployment --all --namespace tl-engine-staging --replicas=0", run.Calls);
    }

    [Fact]
    public async Task Resume_TakesThePauseAway()
    {
        var run = await _scripts.RunAsync("resume.sh", "dev");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("autoscaling.keda.sh/paused-replicas-", Assert.Single(run.Calls), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deploy.sh", "echo customresourcedefinition/applications.argoproj.io", "This cluster has Argo CD")]
    [InlineData("rollback.sh", "echo customresourcedefinition/applications.argoproj.io", "This cluster has Argo CD")]
    [InlineData("deploy.sh", "exit 1", "does not say")]
    [InlineData("rollback.sh", "exit 1", "does not say")]
    public async Task ArgoCdIsThereOrNobodyCanSay_Refuses(string script, string answer, string why)
    {
        var run = await _scripts.RunAsync(script, "dev", $"get\\ crd\\ applications*) {answer} ;;\n");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
        Assert.Equal(["get crd applications.argoproj.io --ignore-not-found --output name"], run.Calls);
    }

    [Fact]
    public async Task Deploy_PreparesFirstThenAppliesEverything()
    {
        var run = await _scripts.RunAsync("deploy.sh", "dev", """
            get\ job*) echo Complete ;;
            get\ deployment*) echo deployment.apps/engine-api ;;
            """);
        Assert.Equal(0, run.ExitCode);
        var applied = run.Calls.Where(call => call.StartsWith("apply", StringComparison.Ordinal)
            || call.StartsWith("get job", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, applied.Count);
        Assert.EndsWith("namespace.yaml", applied[0], StringComparison.Ordinal);
        Assert.EndsWith("--selector app.kubernetes.io/name=engine-prepare", applied[1], StringComparison.Ordinal);
        Assert.StartsWith("get job engine-prepare", applied[2], StringComparison.Ordinal);
        Assert.DoesNotContain("--selector", applied[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploy_PreparationFails_ChangesNothingElse()
    {
        var run = await _scripts.RunAsync("deploy.sh", "dev", "get\\ job*) echo Failed ;;\n");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(2, run.Calls.Count(call => call.StartsWith("apply", StringComparison.Ordinal)));
        Assert.Contains(run.Calls, call => call.StartsWith("logs job/engine-prepare", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deploy_SecretMissing_SaysHowToMakeIt()
    {
        var run = await _scripts.RunAsync("deploy.sh", "dev", "get\\ secret\\ engine-scaler-broker*) exit 1 ;;\n");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("make secrets ENV=dev", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownEnvironment_IsRefusedBeforeAnything()
    {
        var run = await _scripts.RunAsync("pause.sh", "production");
        Assert.Equal(64, run.ExitCode);
        Assert.Empty(run.Calls);
    }

    [Theory]
    [InlineData("secrets.sh")]
    [InlineData("deploy.sh")]
    [InlineData("rollback.sh")]
    [InlineData("status.sh")]
    [InlineData("pause.sh")]
    [InlineData("resume.sh")]
    public async Task KubectlMissing_SaysWhereItComesFrom(string script)
    {
        var run = await _scripts.StartWithAsync(_scripts.OnlyBash(), Path.Combine(RepositoryRoot.File("keda"), "scripts", script), "dev");
        Assert.Equal(69, run.ExitCode);
        Assert.Contains("https://kubernetes.io/docs/tasks/tools", run.Error, StringComparison.Ordinal);
    }
}
