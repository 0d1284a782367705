using TlEngine.Tests.Repository;
using TlEngine.Keda.Cost;
using TlEngine.Keda.Manifests;
using TlEngine.Keda.Rules;
using TlEngine.Tests.Kubernetes.Validation;

namespace TlEngine.Tests.Kubernetes;

/// <summary>
/// Deliberate mistakes: schemas, rules, the app's own reading of its settings and the cost ceiling must catch every one, and say nothing
/// of the manifests as they are.
/// </summary>
public sealed class MutationTests(RenderedEnvironments rendered) : IClassFixture<RenderedEnvironments>
{
    private static readonly PriceList Prices = PriceList.Load(Path.Combine(RepositoryRoot.File("keda"), "prices.yaml"));

    private static readonly Dictionary<string, Mutation> All =
        Mutations.All.Concat(SecurityMutations.All).Concat(OperationMutations.All).ToDictionary(mutation => mutation.Name);

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [InlineData("dev")]
    [InlineData("staging")]
    public void NoMistake_NothingIsFound(string environment)
    {
        var manifests = rendered.Load(environment);
        Assert.Empty(manifests.All.SelectMany(SchemaChecker.Check));
        Assert.Empty(Findings(manifests));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Mistake_IsCaught(string name)
    {
        var mutation = All[name];
        Assert.NotEmpty(Findings(mutation.Apply(rendered.Load(mutation.Environment))));
    }

    private List<string> Findings(ManifestSet manifests)
    {
        // What a mistake left as it was, NoMistake_NothingIsFound has checked.
        var untouched = rendered.Load(manifests.Environment).All.Select(manifest => manifest.Root.ToJsonString()).ToHashSet();
        List<string> findings = [.. manifests.All.Where(manifest => !untouched.Contains(manifest.Root.ToJsonString()))
            .SelectMany(SchemaChecker.Check)];
        try
        {
            findings.AddRange(RuleBook.Check(manifests, rendered.Plan, rendered.Functions));
            findings.AddRange(CeilingCalculator.Of(manifests, Prices).Findings);
            findings.AddRange(SettingsChecker.Check(manifests));
        }
        catch (FormatException unreadable)
        {
            findings.Add(unreadable.Message);
        }

        return findings;
    }
}
