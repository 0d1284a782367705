using TlEngine.Engines.Track;

namespace TlEngine.Tests.Engines.Track;

/// <summary>Every engine on tracks, on fixes that cannot be: they are flagged, the others are used.</summary>
public sealed class ImpossibleFixTests
{
    [Theory]
    [InlineData("""{"t":1e308,"lat":1,"lon":1}""")]
    [InlineData("""{"t":-1e308,"lat":1,"lon":1}""")]
    [InlineData("""{"t":0,"lat":1e308,"lon":1}""")]
    [InlineData("""{"t":0,"lat":1,"lon":-1e400}""")]
    [InlineData("""{"t":0,"lat":90.0000001,"lon":1}""")]
    [InlineData("""{"t":0,"lat":1,"lon":361}""")]
    [InlineData("""{"t":null,"lat":1,"lon":1}""")]
    public void Run_ImpossibleFix_IsFlaggedInvalid(string fix)
    {
        foreach (var engine in RegisteredEngines.All.Where(engine => engine.Descriptor.Family == "track"))
        {
            var quality = engine.Run($$"""{"positions":[{{fix}},{"t":0,"lat":1,"lon":1}]}""").GetProperty("quality");
            Assert.Equal("""{"input":2,"used":1,"flags":{"invalid":1}}""", quality.GetRawText());
        }
    }
}
