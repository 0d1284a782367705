using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using TlEngine.Tests.Repository;

namespace TlEngine.Tests.Engines.Drawing;

/// <summary>The pictures of the pages under docs/engines show what the engines make of their examples now.</summary>
public sealed class ExamplePictureTests
{
    private static readonly Dictionary<string, Func<JsonElement, JsonElement, Picture>> _drawn = new()
    {
        ["geo.fence"] = FencePicture.Draw,
        ["series.aggregate"] = AggregatePicture.Draw,
        ["series.anomaly"] = AnomalyPicture.Draw,
        ["track.clean"] = CleanPicture.Draw,
        ["track.events"] = EventsPicture.Draw,
        ["track.segment"] = SegmentPicture.Draw,
        ["track.simplify"] = SimplifyPicture.Draw,
    };

    public static TheoryData<string> Drawn() => [.. _drawn.Keys];

    public static TheoryData<string> Files() =>
    [
        .. Directory.EnumerateFiles(Path.GetDirectoryName(PictureFile.PathOf("x"))!, "*.svg")
            .Select(file => Path.GetFileNameWithoutExtension(file)),
    ];

    [Theory]
    [MemberData(nameof(Drawn))]
    public void Picture_OfAnExample_IsWhatTheEngineMakesOfIt(string id)
    {
        var engine = RegisteredEngines.Find(id);
        using var data = JsonDocument.Parse(engine.Descriptor.Example);

        PictureFile.AssertIs(id, _drawn[id](data.RootElement, engine.Run(engine.Descriptor.Example)));
    }

    /// <summary>It stands on its own, can be read out, and is on its engine's page with words for who does not see it.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Picture_OfAPage_IsSelfContainedAndDescribed(string id)
    {
        var text = File.ReadAllText(PictureFile.PathOf(id));
        var root = XDocument.Parse(text).Root!;
        XNamespace svg = "http://www.w3.org/2000/svg";

        Assert.Equal("img", root.Attribute("role")!.Value);
        Assert.All((string[])["title", "desc"], name => Assert.False(string.IsNullOrWhiteSpace(root.Element(svg + name)!.Value)));
        Assert.DoesNotMatch("href|url\\(|@import|@font-face|<script|NaN|Infinity", text);
        Assert.Contains("prefers-color-scheme: dark", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 500, 100_000);
        Assert.Matches($@"!\[[^\]]{{30,}}\]\({Regex.Escape(id)}\.svg\)", RepositoryRoot.Read($"docs/engines/{id}.md"));
    }
}
