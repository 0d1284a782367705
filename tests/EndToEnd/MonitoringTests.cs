using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TlEngine.Keda.Manifests;
using TlEngine.Tests.Repository;

namespace TlEngine.Tests.EndToEnd;

/// <summary>What the alerts and dashboards in keda/platform read is what a process serves.</summary>
public sealed partial class MonitoringTests : IAsyncLifetime
{
    private const string Positions = """{"positions":[{"t":0,"lat":45.1,"lon":13.6},{"t":60000,"lat":45.2,"lon":13.6}]}""";

    private static readonly string Folder = Path.Combine(RepositoryRoot.File("keda"), "platform", "monitoring");

    private EngineServer _engine = null!;
    private string _served = "";

    public async Task InitializeAsync()
    {
        _engine = await EngineServer.StartNewAsync();
        await _engine.ExecuteAsync("track.summary", Positions);
        using var response = await _engine.Client.GetAsync(new Uri("/metrics", UriKind.Relative));
        _served = await response.Content.ReadAsStringAsync();
    }

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public void EveryMetricOfTheApp_IsServedWithItsTypeAndLabels()
    {
        var metrics = YamlTree.ParseFile(Path.Combine(Folder, "metrics.yaml")).Members().Single(source => source.Key == "app").Value
            .Members().ToList();

        Assert.True(metrics.Count >= 8);
        Assert.All(metrics, metric =>
        {
            // For example: "histogram by function, method and status".
            var words = Word().Matches(metric.Value.Text()!).Select(match => match.Value).ToList();
            Assert.Contains($"# TYPE {metric.Key} {words[0]}\n", _served, StringComparison.Ordinal);
            var labels = words.Skip(1).TakeWhile(word => word is not ("hit" or "0")).Where(word => word is not ("by" or "and"));
            var sample = _served.Split('\n').First(line => SampleOf(metric.Key).IsMatch(line));
            Assert.All(labels, label => Assert.Contains($"{label}=\"", sample, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void EveryNameInRulesAndDashboards_IsServed()
    {
        var files = Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) is not "metrics.yaml" && Path.GetExtension(file) is ".yaml" or ".json");
        var names = files.SelectMany(file => AppMetric().Matches(File.ReadAllText(file)))
            .Select(match => Suffix().Replace(match.Value, "")).Distinct().ToList();

        Assert.True(names.Count >= 8);
        Assert.All(names, name => Assert.Contains($"# TYPE {name} ", _served, StringComparison.Ordinal));
    }

    private static Regex SampleOf(string name) => new($"^{name}(_bucket|_sum|_count)?[{{ ]");

    // What is recorded from other metrics has colons and is nobody's of ours.
    [GeneratedRegex(@"(?<![:\w])tl_engine_[a-z_]+(?=[{\[) ]|$)")]
    private static partial Regex AppMetric();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Suffix();

    [GeneratedRegex("[a-z0-9_]+")]
    private static partial Regex Word();
}
