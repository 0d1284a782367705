namespace TlEngine.Tests.Engines;

/// <summary>
/// The pages under docs/engines say what the engines do. With UPDATE_ENGINE_PAGES=1 the parts that engines make are written anew.
/// </summary>
public sealed class EnginePageTests
{
    public static TheoryData<string> Ids() => [.. RegisteredEngines.All.Select(engine => engine.Descriptor.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_OfAnEngine_SaysWhatTheEngineDoes(string id)
    {
        var engine = RegisteredEngines.Find(id);
        var page = new EnginePage(engine);
        if (Environment.GetEnvironmentVariable("UPDATE_ENGINE_PAGES") == "1")
        {
            page.Update();
        }

        Assert.Contains(engine.Descriptor.Summary, File.ReadAllText(page.Path), StringComparison.Ordinal);
        Assert.All(EnginePage.Parts, part => Assert.Equal(page.Made(part), page.Written(part)));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void InputSchema_OfAnEngine_KnowsEveryParameter(string id)
    {
        var descriptor = RegisteredEngines.Find(id).Descriptor;
        var members = descriptor.InputSchema["properties"]!.AsObject();
        Assert.All(descriptor.Parameters, parameter => Assert.True(members.ContainsKey(parameter.Name)));
    }
}
