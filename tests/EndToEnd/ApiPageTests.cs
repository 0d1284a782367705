namespace TlEngine.Tests.EndToEnd;

/// <summary>docs/api.md: its snippets, run one after the other as they stand there.</summary>
[Trait("Suite", "BlackBox")]
public sealed class ApiPageTests
{
    [Fact]
    public async Task Snippets_AsWritten_Work()
    {
        await using var engine = await EngineServer.StartNewAsync();

        await PythonPage.RunAsync(
            "docs/api.md", ("TL_ENGINE_URL", engine.Client.BaseAddress!.OriginalString), ("TL_ENGINE_KEY", EngineServer.TlPlaneKey));
    }
}
