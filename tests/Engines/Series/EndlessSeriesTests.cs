using System.Buffers;
using TlEngine.Engines.Series.Aggregate;

namespace TlEngine.Tests.Engines.Series;

/// <summary>Series that would go on for ever: where they end.</summary>
public sealed class EndlessSeriesTests
{
    [Theory]
    [InlineData("PT0.001S")]
    [InlineData("minute")]
    [InlineData("day")]
    public void Prepare_BucketsThatExplode_AreRefusedWithTheLimit(string length)
    {
        var points = ((DateTimeOffset, double)[])[(DateTimeOffset.MinValue, 1), (DateTimeOffset.MaxValue, 1)];
        var engine = new SeriesAggregateEngine();
        var error = Assert.Single(engine.PrepareRefused(points.ToData($"\"bucket\":\"{length}\",\"gap_fill\":\"null\"")));
        Assert.Equal("/bucket", error.Pointer);
        Assert.Contains("at most 100000", error.Detail, StringComparison.Ordinal);
        Assert.Equal(2, engine.Run(points.ToData($"\"bucket\":\"{length}\"")).GetProperty("buckets").GetArrayLength());
    }

    [Theory]
    [InlineData("series.anomaly", "\"method\":\"hampel\"")]
    [InlineData("series.aggregate", "\"bucket\":\"hour\"")]
    public async Task Run_Cancelled_Stops(string id, string parameters)
    {
        var call = RegisteredEngines.Find(id).PrepareReady(SeriesData.Every(60, 1, 2, 3).ToData(parameters));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await call.RunAsync(EngineHarness.FirstAttempt, new ArrayBufferWriter<byte>(), new CancellationToken(canceled: true)));
    }
}
