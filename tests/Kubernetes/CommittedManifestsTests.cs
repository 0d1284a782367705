using TlEngine.Tests.Repository;
using TlEngine.Keda.Functions;
using TlEngine.Keda.Generation;
using TlEngine.Keda.Manifests;
using TlEngine.Keda.Roles;
using TlEngine.Keda.Rules;
using TlEngine.Tests.Kubernetes.Validation;

namespace TlEngine.Tests.Kubernetes;

/// <summary>The manifests in the repository fit the functions that this build compiled. When not: <c>make keda</c>.</summary>
public sealed class CommittedManifestsTests
{
    private static readonly RolePlan Plan = RolePlan.Load(Path.Combine(RepositoryRoot.File("keda"), "roles.yaml"));
    private static readonly IReadOnlyList<FunctionTrigger> Compiled =
        FunctionAssembly.ReadFile(Path.Combine(AppContext.BaseDirectory, "TlEngine.Functions.dll"));

    [Fact]
    public void GeneratedFiles_FitTheCompiledFunctions() =>
        Assert.Empty(GeneratedFiles.Compare(RepositoryRoot.File("keda"), GeneratedFiles.Build(Plan, Compiled)));

    [Theory]
    [InlineData("dev")]
    [InlineData("staging")]
    public async Task Environment_FitsSchemasAndRules(string environment)
    {
        var manifests = await Kustomize.LoadAsync(RepositoryRoot.File("keda"), environment, CancellationToken.None);
        Assert.NotEmpty(manifests.Of("Deployment"));
        Assert.Empty(manifests.All.SelectMany(SchemaChecker.Check));
        Assert.Empty(RuleBook.Check(manifests, Plan, Compiled));
        Assert.Empty(SettingsChecker.Check(manifests));
    }

    /// <summary>Routes, queues and schedules that the tests assume for the whole contract are those of the functions that exist.</summary>
    [Fact]
    public void ContractOfTheTests_AgreesWithTheCompiledFunctions()
    {
        using var assembly = FunctionAssemblyBuilder.Contract().Build();
        var contract = FunctionAssembly.Read(assembly).ToDictionary(function => function.Name);
        Assert.All(Compiled, function =>
        {
            var expected = Assert.Contains(function.Name, (IReadOnlyDictionary<string, FunctionTrigger>)contract);
            Assert.Equal(expected.Kind, function.Kind);
            Assert.Equal(expected.Queue, function.Queue);
        });
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("staging")]
    public async Task StandaloneImage_FitsSchemasAndRulesToo(string environment)
    {
        var folder = RenderedEnvironments.CopyFor(Compiled);
        try
        {
            var app = Path.Combine(folder, "overlays", environment, "app", "kustomization.yaml");
            await File.WriteAllTextAsync(app, (await File.ReadAllTextAsync(app))
                .Replace("components/functions-host", "components/standalone", StringComparison.Ordinal));
            var manifests = await Kustomize.LoadAsync(folder, environment, CancellationToken.None);
            Assert.All(manifests.Of("Deployment"), deployment =>
                Assert.Equal("/app/tl-engine", deployment.Containers.Single().Text("command", "0")));
            Assert.Empty(manifests.All.SelectMany(SchemaChecker.Check));
            Assert.Empty(RuleBook.Check(manifests, Plan, Compiled));
            Assert.Empty(SettingsChecker.Check(manifests));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
