using TlEngine.Tests.Repository;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TlEngine.Keda.Cost;
using TlEngine.Keda.Manifests;
using TlEngine.Tests.Kubernetes.Validation;

namespace TlEngine.Tests.Kubernetes;

/// <summary>
/// The platform around the app: GitOps, alerts, dashboards, cost and runtime rules agree with the manifests and with one another.
/// </summary>
public sealed partial class PlatformTests(RenderedEnvironments rendered) : IClassFixture<RenderedEnvironments>
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.File("keda"), "platform");
    private static readonly string[] Environments = ["dev", "staging"];
    private static readonly PriceList Prices = PriceList.Load(Path.Combine(RepositoryRoot.File("keda"), "prices.yaml"));
    private static readonly Lazy<Task<ManifestSet>> Rendering =
        new(async () => ManifestSet.Parse("platform", await Kustomize.RenderAsync(Folder, CancellationToken.None)));

    private static IEnumerable<string> DashboardFiles =>
        Directory.EnumerateFiles(Path.Combine(Folder, "monitoring", "dashboards"), "*.json").Select(file => Path.GetFileName(file));

    public static TheoryData<string> Dashboards => [.. DashboardFiles];

    [Fact]
    public async Task EveryObject_FitsItsSchema() => Assert.Empty((await Rendering.Value).All.SelectMany(SchemaChecker.Check));

    [Theory]
    [InlineData("dev")]
    [InlineData("staging")]
    public async Task Application_DeploysItsOverlayAndLeavesReplicasToKeda(string environment)
    {
        var application = (await Rendering.Value).Find("Application", $"tl-engine-{environment}")!;
        Assert.True(Directory.Exists(Path.Combine(RepositoryRoot.Path, application.Spec.Text("source", "path")!)));
        Assert.EndsWith($"/{environment}", application.Spec.Text("source", "path"), StringComparison.Ordinal);
        Assert.Equal($"tl-engine-{environment}", application.Spec.Text("destination", "namespace"));
        // Staging follows a branch that holds the files of tags, so that manifests and image belong together.
        Assert.Equal(environment == "dev" ? "main" : "staging", application.Spec.Text("source", "targetRevision"));
        Assert.Equal("/spec/replicas", application.Spec.Text("ignoreDifferences", "0", "jsonPointers", "0"));
        Assert.Contains("RespectIgnoreDifferences=true", application.Spec.Items("syncPolicy", "syncOptions")
            .Select(option => option.Text()));
        // The namespace is made before the prepare job, and must already be as strict as the manifest makes it.
        var space = rendered.Load(environment).Of("Namespace").Single();
        Assert.All(
            space.Root.Members("metadata", "labels").Where(label => label.Key.StartsWith("pod-security", StringComparison.Ordinal)),
            label => Assert.Equal(label.Value.Text(), application.Spec.Text("syncPolicy", "managedNamespaceMetadata", "labels",
                label.Key)));
    }

    [Fact]
    public async Task Project_AllowsWhatTheOverlaysHoldAndNothingElse()
    {
        var project = (await Rendering.Value).Of("AppProject").Single();
        var manifests = rendered.Load("dev").All.Concat(rendered.Load("staging").All).ToList();
        var used = manifests.Where(manifest => manifest.Kind != "Namespace")
            .Select(manifest => $"{Group(manifest.ApiVersion)}/{manifest.Kind}").Distinct();
        var allowed = project.Spec.Items("namespaceResourceWhitelist").Select(one => $"{one.Text("group")}/{one.Text("kind")}").ToList();
        Assert.Empty(used.Except(allowed));
        Assert.Empty(allowed.Except(used));
        Assert.Equal(
            manifests.Select(manifest => manifest.Namespace).Where(space => space.Length > 0).Distinct().Order(StringComparer.Ordinal),
            project.Spec.Items("destinations").Select(one => one.Text("namespace")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Alerts_CoverWhatWasAskedFor()
    {
        var alerts = (await AllRulesAsync()).Select(rule => rule.Text("alert")).OfType<string>().ToHashSet();
        Assert.Superset(
            new HashSet<string>
            {
                "EngineErrorRate", "EngineSlowCalls", "EngineQueueAge", "EngineQueueNotServed", "EngineDeadLetters",
                    "EngineDependencyDown", "EngineRateLimited",
                "EngineScalerErrors", "EngineQuotaNearlyReached", "EngineCostNearBudget", "EngineBackupFailed", "EngineBackupMissing",
            },
            alerts);
    }

    [Fact]
    public async Task EveryAlert_HasASeverityAndARunbookThatExists()
    {
        // The pages of the repository that Argo CD deploys.
        var pages = (await Rendering.Value).Of("Application").Select(application => application.Spec.Text("source", "repoURL")!).Distinct()
            .Single().Replace(".git", "/blob/main/", StringComparison.Ordinal);
        foreach (var rule in (await AllRulesAsync()).Where(rule => rule.At("alert") is not null))
        {
            Assert.Contains(rule.Text("labels", "severity"), (string[])["info", "warning", "critical"]);
            Assert.NotNull(rule.Text("annotations", "summary"));
            Assert.StartsWith(pages, rule.Text("annotations", "runbook_url"), StringComparison.Ordinal);
            var runbook = rule.Text("annotations", "runbook_url")![pages.Length..].Split('#');
            var headings = File.ReadLines(Path.Combine(RepositoryRoot.Path, runbook[0])).Where(line => line.StartsWith('#'))
                .Select(line => NotInAnchor().Replace(line.TrimStart('#', ' ').ToLowerInvariant(), "").Replace(' ', '-'));
            Assert.Contains(runbook[1], headings);
        }
    }

    [Fact]
    public async Task RulesAndDashboards_ReadOnlyKnownMetrics()
    {
        var known = YamlTree.ParseFile(Path.Combine(Folder, "monitoring", "metrics.yaml")).Members()
            .SelectMany(source => source.Value.Members()).Select(metric => metric.Key).ToHashSet();
        var dashboards = DashboardFiles.SelectMany(file => LoadDashboard(file).Items("panels")).SelectMany(panel => panel.Items("targets"))
            .Select(target => target.Text("expr")!);
        var expressions = (await AllRulesAsync()).Select(rule => rule.Text("expr")!).Concat(dashboards).ToList();
        var read = expressions.SelectMany(expression => MetricName().Matches(expression)
            .Select(match => SuffixOf().Replace(match.Value, ""))).ToHashSet();
        Assert.Empty(read.Except(known));
        Assert.Empty(known.Except(read));
        Assert.All(expressions, expression => Assert.Equal(expression.Count(letter => letter is '(' or '[' or '{'),
            expression.Count(letter => letter is ')' or ']' or '}')));
    }

    [Theory]
    [MemberData(nameof(Dashboards))]
    public void Dashboard_HasPanelsThatDoNotOverlap(string file)
    {
        var panels = LoadDashboard(file).Items("panels").ToList();
        Assert.True(panels.Count >= 6);
        Assert.Equal(panels.Count, panels.Select(panel => panel.Int("id")).Distinct().Count());
        Assert.All(panels, panel => Assert.Equal("${datasource}", panel.Text("datasource", "uid")));
        var cells = panels.SelectMany(panel =>
            from x in Enumerable.Range(panel.Int("gridPos", "x")!.Value, panel.Int("gridPos", "w")!.Value)
            from y in Enumerable.Range(panel.Int("gridPos", "y")!.Value, panel.Int("gridPos", "h")!.Value)
            select (x, y)).ToList();
        Assert.Equal(cells.Count, cells.Distinct().Count());
        Assert.All(cells, cell => Assert.InRange(cell.x, 0, 23));
    }

    [Fact]
    public async Task PricesAndBudgets_AreTheSameEverywhere()
    {
        var rules = await AllRulesAsync();
        var recorded = rules.Single(rule => rule.Text("record") is not null).Text("expr")!;
        Assert.Contains($"* {Text(Prices.Compute.CpuHour)}", recorded, StringComparison.Ordinal);
        Assert.Contains($"/ 1073741824 * {Text(Prices.Compute.MemoryGibHour)}", recorded, StringComparison.Ordinal);
        var openCost = YamlTree.ParseFile(Path.Combine(Folder, "cost", "opencost-values.yaml"))
            .At("opencost", "customPricing", "costModel");
        Assert.Equal(Text(Prices.Compute.CpuHour), openCost.Text("CPU"));
        Assert.Equal(Text(Prices.Compute.MemoryGibHour), openCost.Text("RAM"));
        Assert.Equal(Text(Prices.Compute.EphemeralGibHour), openCost.Text("storage"));
        var kubecost = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "cost", "kubecost-budgets.json")));
        foreach (var environment in Environments)
        {
            var budget = rendered.Load(environment).Of("Namespace")
                .Single().Root.Text("metadata", "annotations", CeilingCalculator.BudgetAnnotation);
            Assert.Contains(rules, rule => rule.Text("alert") == "EngineCostNearBudget"
                && rule.Text("expr")!.Contains($"namespace=\"tl-engine-{environment}\"", StringComparison.Ordinal)
                && rule.Text("expr")!.EndsWith($"> 0.8 * {budget}", StringComparison.Ordinal));
            Assert.Equal(budget, kubecost.Items().Single(one => one.Text("values", "namespace", "0") == $"tl-engine-{environment}")
                .Text("spendLimit"));
        }
    }

    [Fact]
    public async Task Monitors_ScrapePodsOfBothEnvironmentsOnAnOpenPort()
    {
        var monitor = (await Rendering.Value).Find("PodMonitor", "tl-engine")!;
        Assert.Equal(["tl-engine-dev", "tl-engine-staging"], monitor.Spec.Items("namespaceSelector", "matchNames")
            .Select(one => one.Text()!));
        var deployment = rendered.Load("dev").Find("Deployment", "engine-worker")!;
        Assert.Equal("tl-engine", deployment.PodTemplate.Text("metadata", "labels", "app.kubernetes.io/part-of"));
        Assert.Contains(deployment.Containers.Single().Items("ports"), port =>
            port.Text("name") == monitor.Spec.Text("podMetricsEndpoints", "0", "port"));
    }

    [Fact]
    public void FalcoRules_UseWhatIsDefinedAndThePortsOfThePolicies()
    {
        var text = YamlTree.ParseFile(Path.Combine(Folder, "falco", "values.yaml")).Text("customRules", "tl-engine.yaml")!;
        var items = YamlTree.Parse(text).Single().Items().ToList();
        var rules = items.Where(item => item.At("rule") is not null).ToList();
        Assert.Equal(3, rules.Count);
        Assert.All(rules, rule =>
        {
            Assert.Contains("and tl_engine", rule.Text("condition"), StringComparison.Ordinal);
            Assert.Contains(rule.Text("priority"), (string[])["CRITICAL", "ERROR", "WARNING"]);
            Assert.Contains("%k8s.pod.name", rule.Text("output"), StringComparison.Ordinal);
        });
        var ports = items.Single(item => item.Text("list") == "tl_engine_ports").Items("items").Select(port => port.Text()!);
        var open = rendered.Load("dev").Of("NetworkPolicy").SelectMany(policy => policy.Spec.Items("egress"))
            .SelectMany(rule => rule.Items("ports")).Select(port => port.Text("port")!);
        Assert.Equal(open.Distinct().Order(StringComparer.Ordinal), ports.Order(StringComparer.Ordinal));
        var macro = items.Single(item => item.Text("macro") == "tl_engine").Text("condition")!;
        Assert.All(Environments, environment => Assert.Contains($"tl-engine-{environment}", macro, StringComparison.Ordinal));
    }

    [Fact]
    public void FalcoRules_KnowTheOneShellThatTheManifestsStart()
    {
        var text = YamlTree.ParseFile(Path.Combine(Folder, "falco", "values.yaml")).Text("customRules", "tl-engine.yaml")!;
        var items = YamlTree.Parse(text).Single().Items().ToList();
        var dump = items.Single(item => item.Text("macro") == "tl_engine_dump").Text("condition")!;
        string[] shells = ["sh", "/bin/sh", "bash", "/bin/bash"];
        var started = rendered.Load("dev").All.SelectMany(manifest => manifest.Containers.Select(container => (manifest.Name, container)))
            .Where(pair => shells.Contains(pair.container.Text("command", "0"))).ToList();
        var (pod, shell) = Assert.Single(started);
        Assert.Contains($"startswith {pod}-", dump, StringComparison.Ordinal);
        Assert.Contains($"\"{shell.Text("command", "0")} {shell.Text("command", "1")} \"", dump, StringComparison.Ordinal);
        Assert.Contains("and not tl_engine_dump", items.Single(item => item.Text("rule")?.StartsWith("Shell", StringComparison.Ordinal) == true)
            .Text("condition"), StringComparison.Ordinal);
    }

    private static JsonNode LoadDashboard(string file) => JsonNode.Parse(
        File.ReadAllText(Path.Combine(Folder, "monitoring", "dashboards", file)))!;

    private static async Task<List<JsonNode>> AllRulesAsync() =>
        [.. (await Rendering.Value).Of("PrometheusRule").SelectMany(rules => rules.Spec.Items("groups"))
            .SelectMany(group => group.Items("rules"))];

    private static string Group(string apiVersion) => apiVersion.Contains('/', StringComparison.Ordinal) ? apiVersion.Split('/')[0] : "";

    private static string Text(decimal price) => price.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\b(?:(?:tl_engine|keda|interceptor|scaler_pinger|kube|container)_[a-z_]+|namespace:[a-z_:]+)(?=[{\[) ]|$)")]
    private static partial Regex MetricName();

    [GeneratedRegex("_(bucket|sum)$")]
    private static partial Regex SuffixOf();

    [GeneratedRegex("[^a-z0-9 -]")]
    private static partial Regex NotInAnchor();
}
