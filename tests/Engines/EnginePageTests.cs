using System.Text.RegularExpressions;
using TlEngine.Tests.Repository;

namespace TlEngine.Tests.Engines;

/// <summary>
/// The pages under docs/engines say what the engines do. With UPDATE_ENGINE_PAGES=1 the parts that engines make are written anew.
/// </summary>
public sealed partial class EnginePageTests
{
    private static readonly Dictionary<string, string?> _units = new() { ["s"] = "s", ["m"] = "m", ["mps"] = "m/s", ["mps2"] = "m/s²" };

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

    [Fact]
    public void Index_OfTheEngines_ListsEach()
    {
        var path = RepositoryRoot.File("docs/engines/README.md");
        var lines = string.Join('\n', RegisteredEngines.All.Select(engine => new EnginePage(engine).IndexLine()));
        if (Environment.GetEnvironmentVariable("UPDATE_ENGINE_PAGES") == "1")
        {
            File.WriteAllText(path, Listed().Replace(File.ReadAllText(path), match => $"{match.Groups["head"].Value}{lines}\n"));
        }

        Assert.Equal(lines, Listed().Match(File.ReadAllText(path)).Groups["lines"].Value.Trim());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void InputSchema_OfAnEngine_KnowsEveryParameter(string id)
    {
        var descriptor = RegisteredEngines.Find(id).Descriptor;
        var members = descriptor.InputSchema["properties"]!.AsObject();
        Assert.All(descriptor.Parameters, parameter => Assert.True(members.ContainsKey(parameter.Name)));
    }

    /// <summary>A number with a unit says so in its name and in its record, and every default has a source.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void Parameters_OfAnEngine_HaveTheirUnitAndASource(string id) =>
        Assert.All(RegisteredEngines.Find(id).Descriptor.Parameters, parameter =>
        {
            var suffix = parameter.Name.Split('_')[^1];
            Assert.Equal(_units.GetValueOrDefault(parameter.Type is "number" or "integer" ? suffix : "", parameter.Unit), parameter.Unit);
            Assert.True(parameter.Default is null || !string.IsNullOrWhiteSpace(parameter.Source), $"{parameter.Name} has no source.");
        });

    /// <summary>The rows of the table of engines.</summary>
    [GeneratedRegex(@"(?<head>\| engine \|.*\n\|[-|]+\|\n)(?<lines>(\|.*\n)*)")]
    private static partial Regex Listed();
}
