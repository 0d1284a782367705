using Microsoft.Extensions.DependencyInjection;
using TlEngine.Engines;
using TlEngine.Settings;

namespace TlEngine.Tests.Engines;

/// <summary>
/// The pages under docs/engines say what the engines do. With UPDATE_ENGINE_PAGES=1 the parts that engines make are written anew.
/// </summary>
public sealed class EnginePageTests
{
    private static readonly EngineCatalogue Catalogue =
        new ServiceCollection().AddLogging().AddTlEngine(new ServiceSettings { Environment = "local", DataFolder = "unused" })
            .BuildServiceProvider().GetRequiredService<EngineCatalogue>();

    public static TheoryData<string> Ids() => [.. Catalogue.All.Select(engine => engine.Descriptor.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_OfAnEngine_SaysWhatTheEngineDoes(string id)
    {
        var engine = Catalogue.Find(id)!;
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
        var descriptor = Catalogue.Find(id)!.Descriptor;
        var members = descriptor.InputSchema["properties"]!.AsObject();
        Assert.All(descriptor.Parameters, parameter => Assert.True(members.ContainsKey(parameter.Name)));
    }
}
