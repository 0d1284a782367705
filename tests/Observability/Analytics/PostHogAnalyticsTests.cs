using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using TlEngine.Observability.Analytics;

namespace TlEngine.Tests.Observability.Analytics;

public sealed class PostHogAnalyticsTests
{
    private static readonly Dictionary<string, object> Finished = new()
    {
        [AnalyticsProperties.EngineId] = "track.summary",
        [AnalyticsProperties.Status] = "succeeded",
        [AnalyticsProperties.DurationMs] = 12.5,
        [AnalyticsProperties.Cached] = false,
        [AnalyticsProperties.Attempts] = 1,
    };

    [Fact]
    public async Task Flush_EventCaptured_PostsItWithTheCallersHash()
    {
        await using var receiver = await PostHogReceiver.StartAsync();
        await using var services = Services("phc_token", receiver.Url);
        var analytics = services.GetRequiredService<IAnalytics>();

        analytics.Capture("key-42", "execution finished", Finished);
        await analytics.FlushAsync(CancellationToken.None);

        var batch = Assert.Single(receiver.Batches);
        Assert.Equal("phc_token", batch.GetProperty("api_key").GetString());
        var captured = Assert.Single(receiver.Events);
        Assert.Equal("execution finished", captured.GetProperty("event").GetString());
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("key-42")));
        Assert.Equal(hash, captured.GetProperty("distinct_id").GetString());
        var properties = captured.GetProperty("properties");
        Assert.Equal("track.summary", properties.GetProperty("engine_id").GetString());
        Assert.Equal(12.5, properties.GetProperty("duration_ms").GetDouble());
        Assert.False(properties.GetProperty("cached").GetBoolean());
        Assert.DoesNotContain("key-42", batch.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Capture_PropertyThatMayNotLeave_IsHeldBack()
    {
        await using var receiver = await PostHogReceiver.StartAsync();
        await using var services = Services("phc_token", receiver.Url);
        var analytics = services.GetRequiredService<IAnalytics>();

        analytics.Capture("caller", "execution finished", new Dictionary<string, object>(Finished)
        {
            ["input"] = "47.3769,8.5417",
            ["api_key"] = "tl_secret",
            [AnalyticsProperties.Action] = new string('x', 5000),
            [AnalyticsProperties.Items] = new List<double> { 47.3769, 8.5417 },
        });
        await analytics.FlushAsync(CancellationToken.None);

        var properties = Assert.Single(receiver.Events).GetProperty("properties");
        Assert.Equal("succeeded", properties.GetProperty("status").GetString());
        Assert.DoesNotContain(properties.EnumerateObject(), property => property.Name is "input" or "api_key" or "action" or "items");
    }

    [Fact]
    public async Task Dispose_EventsQueued_SendsThem()
    {
        await using var receiver = await PostHogReceiver.StartAsync();
        await using (var services = Services("phc_token", receiver.Url))
        {
            services.GetRequiredService<IAnalytics>().Capture("caller", "execution finished", Finished);
        }

        Assert.Single(receiver.Events);
    }

    [Fact]
    public async Task Flush_CallerNoLongerWaits_IsCancelled()
    {
        await using var receiver = await PostHogReceiver.StartAsync();
        receiver.Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var services = Services("phc_token", receiver.Url);
        var analytics = services.GetRequiredService<IAnalytics>();
        using var patience = new CancellationTokenSource();

        analytics.Capture("caller", "execution finished", Finished);
        var flush = analytics.FlushAsync(patience.Token);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => flush);
        receiver.Hold.SetResult();
    }

    [Fact]
    public async Task NoApiKey_Captured_SendsNothing()
    {
        await using var receiver = await PostHogReceiver.StartAsync();
        await using (var services = Services(apiKey: null, receiver.Url))
        {
            var analytics = services.GetRequiredService<IAnalytics>();
            analytics.Capture("caller", "execution finished", Finished);
            await analytics.FlushAsync(CancellationToken.None);
        }

        Assert.Equal(0, receiver.Requests);
    }

    private static ServiceProvider Services(string? apiKey, Uri host) =>
        new ServiceCollection().AddLogging().AddAnalytics(apiKey, host).BuildServiceProvider();
}
