using Microsoft.Extensions.DependencyInjection;
using TlEngine.Engines;
using TlEngine.Settings;
using TlEngine.Statistics;
using TlEngine.Tests.Storage;

namespace TlEngine.Tests.Statistics;

/// <summary>Over the real catalogue and a database file.</summary>
public sealed class MetricsReaderTests(EmbeddedStorage storage) : IClassFixture<EmbeddedStorage>, IAsyncLifetime
{
    private readonly EngineCatalogue _catalogue =
        new ServiceCollection().AddLogging().AddTlEngine(new ServiceSettings { Environment = "local", DataFolder = "unused" })
            .BuildServiceProvider().GetRequiredService<EngineCatalogue>();

    public async Task InitializeAsync()
    {
        await storage.ClearAsync();
        await storage.Activity.AddUsageAsync(
            [
                new UsageCount(ActivityKind.Succeeded, "track.summary", 5), new UsageCount(ActivityKind.Failed, "geo.fence", 3),
                new UsageCount(ActivityKind.RateLimited, "", 2),
            ],
            default);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("5m")]
    [InlineData("1h")]
    [InlineData("24h")]
    [InlineData("7d")]
    public async Task Read_SomeEnginesHidden_AreAbsentFromEveryFigure(string window)
    {
        var report = await ReadAsync(window, id => id.StartsWith("geo.", StringComparison.Ordinal));

        Assert.All(report.Engines, engine => Assert.StartsWith("geo.", engine.EngineId, StringComparison.Ordinal));
        Assert.Equal((3, 0, 3), (report.Totals.Executions, report.Totals.Succeeded, report.Totals.Failed));
        Assert.Equal(3, report.Series.Sum(point => point.Counts.Executions));
        Assert.Equal(2, report.Totals.RateLimited);
    }

    [Theory]
    [InlineData("5m", 5)]
    [InlineData("1h", 60)]
    [InlineData("24h", 24)]
    [InlineData("7d", 56)]
    public async Task Read_Series_HasEveryStepOnce(string window, int steps)
    {
        var report = await ReadAsync(window, _ => true);

        Assert.InRange(report.Series.Count, steps, steps + 1);
        Assert.Equal(report.Since, report.Series[0].At);
        Assert.All(report.Series.Zip(report.Series.Skip(1)), pair => Assert.Equal(report.Window.Step, pair.Second.At - pair.First.At));
        Assert.Equal(_catalogue.All.Count, report.Engines.Count);
        Assert.Equal((5, 3), (report.Totals.Succeeded, report.Totals.Failed));
        Assert.Equal(0.625, report.Totals.SuccessRate);
    }

    private Task<MetricsReport> ReadAsync(string window, Func<string, bool> shown) =>
        new MetricsReader(_catalogue, storage.Activity, new StorageTime(storage)).ReadAsync(MetricsWindow.Find(window)!, shown, default);

    /// <summary>The clock that the file lives by.</summary>
    private sealed class StorageTime(StorageUnderTest storage) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => storage.Now;
    }
}
