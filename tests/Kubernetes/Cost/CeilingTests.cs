using TlEngine.Tests.Repository;
using System.Text.Json.Nodes;
using TlEngine.Keda.Cost;
using TlEngine.Keda.Manifests;
using TlEngine.Tests.Kubernetes.Validation;

namespace TlEngine.Tests.Kubernetes.Cost;

/// <summary>The worst month, from manifests and prices alone.</summary>
public sealed class CeilingTests(RenderedEnvironments rendered) : IClassFixture<RenderedEnvironments>
{
    private static readonly PriceList Prices = PriceList.Load(Path.Combine(RepositoryRoot.File("keda"), "prices.yaml"));

    [Theory]
    [InlineData("dev", 5)]
    [InlineData("staging", 9)]
    public void WorstMonth_IsAllPodsAllMonth(string environment, int pods)
    {
        var ceiling = CeilingCalculator.Of(rendered.Load(environment), Prices);
        // 250m and 384Mi at 0.0445 and 0.0049225, 64Mi of disk at 0.0001389, 744 hours.
        const decimal PodMonth = 744 * ((0.25m * 0.0445m) + (0.375m * 0.0049225m) + (0.0625m * 0.0001389m));
        Assert.Equal(pods * PodMonth, ceiling.Running, 6);
        Assert.InRange(ceiling.Jobs, 0.01m, 1m);
        Assert.True(ceiling.WorstMonth <= ceiling.Budget, $"{ceiling.WorstMonth} of {ceiling.Budget}");
        Assert.Empty(ceiling.Findings);
        Assert.Contains(
            FormattableString.Invariant($"{ceiling.WorstMonth:0.00} USD"),
            File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "cost.md")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Committed_EveryBoundHolds()
    {
        foreach (var environment in new[] { "dev", "staging" })
        {
            Assert.Empty(CeilingCalculator.Of(await Kustomize.LoadAsync(RepositoryRoot.File("keda"), environment, CancellationToken.None),
                Prices).Findings);
        }
    }

    [Fact]
    public void MoreReplicasThanTheQuota_TheQuotaBindsTheCost()
    {
        var manifests = rendered.Load("staging");
        manifests.Find("ScaledObject", "engine-api")!.Spec!["maxReplicaCount"] = 20;
        var ceiling = CeilingCalculator.Of(manifests, Prices);
        Assert.Equal(ceiling.QuotaMonth, ceiling.Running);
        Assert.Contains(ceiling.Findings, finding => finding.Contains("quota engine-running, pods: 26 of 9", StringComparison.Ordinal));
    }

    [Fact]
    public void SurgeLeftToKubernetes_CountsAQuarterMore()
    {
        var manifests = rendered.Load("staging");
        manifests.Find("Deployment", "engine-api")!.Spec!.AsObject().Remove("strategy");
        Assert.Equal(4, CeilingCalculator.Of(manifests, Prices).Consumers.Single(one => one.Workload.Name == "engine-api").Pods);
    }

    [Fact]
    public void ClientsQuotaAlone_CostsMoreThanBothBudgets()
    {
        // 10 CPUs and 20 Gi requested the whole month: why each environment has a quota of its own.
        var month = 744 * Prices.PodHour(new PodRequests(10, 20m * 1024 * 1024 * 1024, 0, 0, 0));
        Assert.InRange(month, 400m, 410m);
    }

    [Fact]
    public void BrokerPlanTooSmall_IsFound()
    {
        var staging = Prices.Plans["staging"];
        var tight = Prices with
        {
            Plans = new Dictionary<string, PlanLimits> { ["staging"] = staging with { Broker = staging.Broker with { Connections = 15 } } },
        };
        Assert.Contains(CeilingCalculator.Of(rendered.Load("staging"), tight).Findings, finding =>
            finding.Contains("broker", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(900, 62, 0)]
    [InlineData(300, 186, 9.116)]
    [InlineData(30, 186, 9.116)]
    public void SchedulersPoll_DecidesHowLongTheDatabaseIsAwake(int poll, decimal unitHours, decimal monthly)
    {
        // A quarter of a compute unit, suspended after five minutes, 100 hours free, 0.106 for one more.
        var database = Prices.Fixed.Single(item => item is { Scope: "dev", Database: not null }).Database!;
        Assert.Equal(unitHours, database.UnitHours(poll, 744));
        Assert.Equal(monthly, database.Monthly(poll, 744));
    }

    [Fact]
    public void PollOfFiveMinutesInDev_EatsTheFreeHours()
    {
        var manifests = rendered.Load("dev");
        manifests.Find("ScaledObject", "engine-scheduler")!.Spec!["pollingInterval"] = 300;
        Assert.Contains(CeilingCalculator.Of(manifests, Prices).Findings, finding =>
            finding.Contains("compute hours", StringComparison.Ordinal));
    }

    [Fact]
    public void EveryPrice_NamesProviderPageAndDay()
    {
        Assert.All(Prices.Fixed, item => Assert.True(item.Url.IsAbsoluteUri && item.Provider.Length > 0
            && item.Noted > new DateOnly(2026, 1, 1)));
        Assert.Contains(Prices.Fixed, item => item.Name == "Control plane");
        Assert.Throws<FormatException>(() => PriceList.Parse(Without("compute", "url"), "prices.yaml"));
        Assert.Throws<FormatException>(() => PriceList.Parse(Without("fixed", "0", "hourly"), "prices.yaml"));
    }

    [Theory]
    [InlineData("250m", 0.25)]
    [InlineData("2", 2)]
    [InlineData("1.5", 1.5)]
    [InlineData("384Mi", 402653184)]
    [InlineData("1e3", 1000)]
    [InlineData("128974848", 128974848)]
    [InlineData("129M", 129000000)]
    public void Quantity_IsReadAsKubernetesDoes(string text, decimal expected) => Assert.Equal(expected, Quantity.Parse(text));

    [Theory]
    [InlineData("384MB")]
    [InlineData("1 Gi")]
    [InlineData("")]
    [InlineData("lots")]
    public void NoQuantity_IsRefused(string text) => Assert.Null(Quantity.TryParse(text));

    private static string Without(params string[] path)
    {
        var prices = YamlTree.ParseFile(Path.Combine(RepositoryRoot.File("keda"), "prices.yaml"));
        ((JsonObject)prices.At(path.AsSpan()[..^1])!).Remove(path[^1]);
        return prices.ToJsonString();
    }
}
