using TlEngine.Keda.Manifests;
using TlEngine.Tests.Kubernetes.Validation;

namespace TlEngine.Tests.Kubernetes;

/// <summary>What kustomize renders is what an API server would take.</summary>
public sealed class SchemaTests(RenderedEnvironments rendered) : IClassFixture<RenderedEnvironments>
{
    [Theory]
    [InlineData("dev")]
    [InlineData("staging")]
    public void WholeContract_EveryObject_FitsItsSchema(string environment) =>
        Assert.Empty(rendered.Load(environment).All.SelectMany(SchemaChecker.Check));

    [Theory]
    [InlineData("dev")]
    [InlineData("staging")]
    public async Task Committed_EveryObject_FitsItsSchema(string environment)
    {
        var manifests = await Kustomize.LoadAsync(Repository.Keda, environment, CancellationToken.None);
        Assert.NotEmpty(manifests.Of("Deployment"));
        Assert.Empty(manifests.All.SelectMany(SchemaChecker.Check));
    }
}
