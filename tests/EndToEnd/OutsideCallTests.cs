using System.Net;
using Microsoft.AspNetCore.Http;
using TlEngine.Tests.Outbound;

namespace TlEngine.Tests.EndToEnd;

/// <summary>http.call and notify.webhook as callers use them.</summary>
public sealed class OutsideCallTests : IAsyncLifetime
{
    private const string Token = "partner-token-5e1b0c";
    private const string Hook = "whsec_AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB";

    private EngineServer _engine = null!;

    public async Task InitializeAsync() => _engine = await EngineServer.StartNewAsync(
        ("OUTBOUND_ALLOW", "127.0.0.1"),
        ("TL_SECRET_PARTNER", Token), ("TL_SECRET_PARTNER_HOSTS", "127.0.0.1"),
        ("TL_SECRET_HOOK", Hook), ("TL_SECRET_HOOK_HOSTS", "127.0.0.1"));

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task HttpCall_WithASecret_IsMadeEveryTimeAndTheSecretIsNowhere()
    {
        await using var server = await Receiver.StartAsync((request, response) =>
            response.WriteAsJsonAsync(new { echo = request.Headers["Authorization"], number = request.Number }));
        var data = $$$"""{"url":"{{{server.Url}}}","auth":{"type":"bearer","token":"{{secret:PARTNER}}"}}""";

        var (first, body) = await _engine.ExecuteAsync("http.call", data);
        var (second, _) = await _engine.ExecuteAsync("http.call", data);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        Assert.Equal("MISS", second.Headers.GetValues("X-Cache").Single());
        Assert.All(server.Requests, request => Assert.Equal($"Bearer {Token}", request.Headers["Authorization"]));
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal("Bearer [secret]", body.GetProperty("result").GetProperty("body").GetProperty("echo").GetString());
        await _engine.StopAsync();
        var files = _engine.Files().ToList();
        Assert.Contains(files, file => file.Text.Contains("{{secret:PARTNER}}", StringComparison.Ordinal));
        Assert.DoesNotContain(files, file => file.Text.Contains(Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task HttpCall_PostWithoutAnAnswer_Is500OutcomeUnknown()
    {
        await using var server = new RawServer(RawServer.Reset());

        var (response, problem) = await _engine.ExecuteAsync("http.call", $$"""{"method":"POST","url":"{{server.Url}}"}""");

        Assert.Equal((HttpStatusCode.InternalServerError, "outcome_unknown"), (response.StatusCode, problem.GetProperty("code").GetString()));
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task HttpCall_AddressInside_Is422()
    {
        var (response, problem) = await _engine.ExecuteAsync("http.call", """{"url":"http://169.254.169.254/latest/meta-data/"}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("/data/url", Assert.Single(problem.GetProperty("errors").EnumerateArray()).GetProperty("pointer").GetString());
    }

    [Fact]
    public async Task NotifyWebhook_Gone_Is500EndpointDisabledAndStaysSo()
    {
        await using var receiver = await Receiver.StartAsync(410);
        var data = $$$"""{"url":"{{{receiver.Url}}}","secrets":"{{secret:HOOK}}","type":"vehicle.late","payload":{"vehicle":7}}""";

        for (var i = 0; i < 2; i++)
        {
            var (response, problem) = await _engine.ExecuteAsync("notify.webhook", data);
            Assert.Equal(
                (HttpStatusCode.InternalServerError, "endpoint_disabled"), (response.StatusCode, problem.GetProperty("code").GetString()));
        }

        Assert.Single(receiver.Requests);
    }
}
