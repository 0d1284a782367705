using System.Globalization;
using System.Text.Json;

namespace TlEngine.Tests.Engines.Track.Clean;

/// <summary>movingpandas/stops-cleaner-generalizer.json, outlierCleaner: test_trajectory_cleaner.py, OutlierCleaner with a greatest speed.</summary>
public sealed class MovingPandasCleanerTests
{
    [Fact]
    public void Run_MovingPandasTaxi_KeepsWhatItKeeps()
    {
        var test = ReferenceData.Json("movingpandas/stops-cleaner-generalizer.json").GetProperty("outlierCleaner");
        var fixes = test.GetProperty("times").EnumerateArray().Zip(test.GetProperty("pointsLonLat").EnumerateArray(), (time, place) =>
            new Fix(time.GetDateTimeOffset(), place[1].GetDouble(), place[0].GetDouble()));

        var cleaned = Cleaned.Of(fixes, string.Create(
            CultureInfo.InvariantCulture, $"\"max_speed_mps\":{test.GetProperty("vMaxKmh").GetDouble() / 3.6:R}"));

        Assert.Equal(test.GetProperty("keptIndices").EnumerateArray().Select(index => index.GetInt32()), cleaned.Kept);
        Assert.All(cleaned.Flags, flag => Assert.Equal("speed", flag.Reason));
    }
}
