namespace TlEngine.Tests.Engines.Example;

public sealed class LongestLegEngineTests
{
    private static readonly LongestLegEngine Engine = new();

    [Fact]
    public void Legs_OnTheEquator_AreAsLongAsTheirDegrees()
    {
        var result = Engine.Run(Engine.Descriptor.Example);

        // WGS84: a degree of the equator is 111,319.49 m.
        Assert.Equal(1, result.GetProperty("from").GetInt32());
        Assert.Equal(0.02 * 111_319.49, result.GetProperty("distance_m").GetDouble(), 0.01);
    }

    [Fact]
    public void Leg_OverAGap_IsNone()
    {
        var result = Engine.Run("""
            {"positions": [{"t": 0, "lat": 0, "lon": 1}, {"t": 9000, "lat": 0, "lon": 2}], "max_gap_s": 8}
            """);

        Assert.Equal(-1, result.GetProperty("from").GetInt32());
    }

    [Fact]
    public void Parameter_OutOfItsRange_IsNamed() =>
        Assert.Equal("/max_gap_s", Assert.Single(Engine.PrepareRefused("""{"positions": [], "max_gap_s": -1}""")).Pointer);
}
