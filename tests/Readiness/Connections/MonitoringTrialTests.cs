using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TlEngine.Observability;
using TlEngine.Observability.Analytics;
using TlEngine.Tests.Servers;

namespace TlEngine.Tests.Readiness.Connections;

/// <summary>PostHog and Scout, played by a web server that knows one key.</summary>
public sealed class MonitoringTrialTests : IAsyncLifetime
{
    private const string Key = "the-key";
    private readonly Uri _url = new($"http://127.0.0.1:{Ports.Take()}/");
    private readonly WebApplication _server;

    public MonitoringTrialTests()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(_url.ToString());
        _server = builder.Build();
        _server.MapPost("/flags/", async (HttpRequest request) =>
        {
            var asked = await request.ReadFromJsonAsync<Dictionary<string, string>>();
            return asked!["api_key"] == Key ? Results.Ok() : Results.Unauthorized();
        });
        _server.MapPost("/v1/logs", (HttpRequest request) =>
            request.Headers["x-telemetryhub-key"] == Key ? Results.Ok() : Results.StatusCode(StatusCodes.Status403Forbidden));
    }

    public Task InitializeAsync() => _server.StartAsync();

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [Theory]
    [InlineData(Key, "OK", "the key is known")]
    [InlineData("another", "FAILED", "does not know the key")]
    public async Task PostHog_KeyIsToldApart(string key, string state, string text)
    {
        var verdict = await new PostHogTrial(key, _url, TimeProvider.System).TryAsync(default);
        Assert.Equal(state, verdict.State);
        Assert.Contains(text, verdict.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Key, "OK", "takes the key")]
    [InlineData("another", "FAILED", "Scout refuses the key")]
    public async Task Scout_KeyIsToldApart(string key, string state, string text)
    {
        var verdict = await new ScoutTrial(key, new Uri(_url, "/v1/logs"), TimeProvider.System).TryAsync(default);
        Assert.Equal(state, verdict.State);
        Assert.Contains(text, verdict.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Collector_Listens_IsOk() =>
        Assert.Equal("OK", (await new CollectorTrial(_url, TimeProvider.System).TryAsync(default)).State);
}
