using System.Net;
using Microsoft.Extensions.Options;
using PostHog;
using TlEngine.Tests.Observability.Analytics;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.StandIns.PostHog;

/// <summary>What the app relies on in PostHog's client, whichever one this build has.</summary>
public sealed class PostHogClientTests
{
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);

    [Fact]
    public async Task Capture_ReachesFlushAt_SendsWithoutBeingAsked()
    {
        await using var receiver = await PostHogReceiver.StartAsync();
        await using var client = Client(receiver, options => options.FlushAt = 3);

        Capture(client, 1, 3);
        await Poll.UntilAsync("three events are a batch", TimeSpan.FromSeconds(10), () => receiver.Events.Count == 3);
    }

    [Fact]
    public async Task Capture_IntervalPasses_SendsWithoutBeingAsked()
    {
        await using var receiver = await PostHogReceiver.StartAsync();
        await using var client = Client(receiver, options => options.FlushInterval = TimeSpan.FromMilliseconds(50));

        Capture(client, 1, 1);
        await Poll.UntilAsync("the interval has passed", TimeSpan.FromSeconds(10), () => receiver.Events.Count == 1);
    }

    [Fact]
    public async Task Capture_QueueFull_DropsTheOldest()
    {
        await using var receiver = await PostHogReceiver.StartAsync();
        await using var client = Client(receiver, options => options.MaxQueueSize = 5);

        Capture(client, 1, 8);
        await client.FlushAsync();
        Assert.Equal([4, 5, 6, 7, 8], receiver.Events.Select(captured => captured.GetProperty("properties").GetProperty("number").GetInt32()));
    }

    [Fact]
    public async Task Flush_MoreThanABatch_SendsSeveral()
    {
        await using var receiver = await PostHogReceiver.StartAsync();
        await using var client = Client(receiver, options => options.MaxBatchSize = 2);

        Capture(client, 1, 5);
        await client.FlushAsync();
        Assert.Equal([2, 2, 1], receiver.Batches.Select(batch => batch.GetProperty("batch").GetArrayLength()));
    }

    [Fact]
    public async Task Capture_PropertyThatIsNoJson_CostsNoLaterEvent()
    {
        await using var receiver = await PostHogReceiver.StartAsync();
        await using var client = Client(receiver, options => options.FlushInterval = TimeSpan.FromMilliseconds(50));

        client.Capture("caller", "event", new Dictionary<string, object> { ["number"] = double.NaN }, groups: null, flags: null);
        await Poll.UntilAsync("an event after the faulty one arrives", TimeSpan.FromSeconds(10), () =>
        {
            Capture(client, 1, 1);
            return receiver.Events.Count > 0;
        });
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.RequestTimeout)]
    public async Task Flush_RefusedForNow_TriesAgainWithTheSameEvents(HttpStatusCode refusal)
    {
        await using var receiver = await PostHogReceiver.StartAsync(refusal);
        await using var client = Client(receiver);

        Capture(client, 1, 2);
        await client.FlushAsync();
        Assert.Equal(2, receiver.Requests);
        Assert.Equal(2, receiver.Events.Select(captured => captured.GetProperty("uuid").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task Flush_RefusedForGood_DoesNotTryAgainAndGoesOn()
    {
        await using var receiver = await PostHogReceiver.StartAsync(HttpStatusCode.BadRequest);
        await using var client = Client(receiver);

        Capture(client, 1, 1);
        await client.FlushAsync();
        Assert.Equal(1, receiver.Requests);
        Assert.Empty(receiver.Events);

        Capture(client, 2, 1);
        await client.FlushAsync();
        Assert.Single(receiver.Events);
    }

    [Fact]
    public async Task Flush_RefusedTooOften_GivesUp()
    {
        await using var receiver = await PostHogReceiver.StartAsync(HttpStatusCode.BadGateway, HttpStatusCode.BadGateway);
        await using var client = Client(receiver, options => options.MaxRetries = 1);

        Capture(client, 1, 1);
        await client.FlushAsync();
        await client.FlushAsync();
        Assert.Equal(2, receiver.Requests);
        Assert.Empty(receiver.Events);
    }

    [Fact]
    public async Task Capture_NoTokenOrDisabled_SaysNo()
    {
        await using var receiver = await PostHogReceiver.StartAsync();
        await using var withoutToken = Client(receiver, options => options.ProjectToken = null);
        await using var disabled = Client(receiver, options => options.Disabled = true);

        Assert.False(withoutToken.Capture("caller", "event", properties: null, groups: null, flags: null));
        Assert.False(disabled.Capture("caller", "event", properties: null, groups: null, flags: null));
    }

    [Fact]
    public async Task Capture_GroupsAndTime_AreInTheEvent()
    {
        await using var receiver = await PostHogReceiver.StartAsync();
        await using var client = Client(receiver);
        var groups = new GroupCollection();
        groups.Add("company", "shuttle");
        var when = new DateTimeOffset(2026, 3, 1, 6, 30, 0, TimeSpan.Zero);

        Assert.True(client.Capture("caller", "event", properties: null, groups, flags: null, when));
        await client.FlushAsync();

        var captured = Assert.Single(receiver.Events);
        Assert.Equal(when, captured.GetProperty("timestamp").GetDateTimeOffset());
        var properties = captured.GetProperty("properties");
        Assert.Equal("shuttle", properties.GetProperty("$groups").GetProperty("company").GetString());
        Assert.True(properties.GetProperty("$geoip_disable").GetBoolean());
        Assert.True(properties.GetProperty("$is_server").GetBoolean());
    }

    private static void Capture(PostHogClient client, int first, int count)
    {
        foreach (var number in Enumerable.Range(first, count))
        {
            Assert.True(client.Capture("caller", "event", new Dictionary<string, object> { ["number"] = number }, groups: null, flags: null));
        }
    }

    private static PostHogClient Client(PostHogReceiver receiver, Action<PostHogOptions>? configure = null)
    {
        var options = new PostHogOptions { ProjectToken = "phc_token", HostUrl = receiver.Url, FlushInterval = Never };
        configure?.Invoke(options);
        return new PostHogClient(Options.Create(options));
    }
}
