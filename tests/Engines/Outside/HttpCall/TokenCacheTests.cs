using System.Text;
using Microsoft.AspNetCore.Http;
using TlEngine.Tests.Outbound;

namespace TlEngine.Tests.Engines.Outside.HttpCall;

/// <summary>OAuth 2 client credentials against a token server and an API of this machine.</summary>
public sealed class TokenCacheTests : IDisposable
{
    private readonly SteppedClock _clock = new();
    private readonly OutsideUnderTest _outside;

    public TokenCacheTests() => _outside = new OutsideUnderTest(time: _clock);

    public void Dispose() => _outside.Dispose();

    [Fact]
    public async Task Run_ManyCallsAtOnce_AskForOneToken()
    {
        await using var tokens = await TokenServerAsync(3600);
        await using var api = await Receiver.StartAsync(200);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _outside.CallAsync(Call(api, tokens))));

        var asked = Assert.Single(tokens.Requests);
        Assert.Equal("grant_type=client_credentials&scope=read%20write", asked.Text);
        Assert.Equal("application/x-www-form-urlencoded", asked.Headers["Content-Type"]);
        var basic = $"client:{Uri.EscapeDataString(OutsideUnderTest.Token)}";
        Assert.Equal($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(basic))}", asked.Headers["Authorization"]);
        Assert.All(api.Requests, request => Assert.Equal("Bearer access-token-1", request.Headers["Authorization"]));
    }

    [Fact]
    public async Task Run_TokenNearItsEnd_IsRenewedBefore()
    {
        await using var tokens = await TokenServerAsync(3600);
        await using var api = await Receiver.StartAsync(200);
        await _outside.CallAsync(Call(api, tokens));
        _clock.Advance(TimeSpan.FromSeconds(3500));
        await _outside.CallAsync(Call(api, tokens));
        Assert.Single(tokens.Requests);

        _clock.Advance(TimeSpan.FromSeconds(45));
        await _outside.CallAsync(Call(api, tokens));

        Assert.Equal(2, tokens.Requests.Count);
        Assert.Equal("Bearer access-token-2", api.Requests.Last().Headers["Authorization"]);
    }

    [Fact]
    public async Task Run_TokenRejected_IsRenewedOnce()
    {
        await using var tokens = await TokenServerAsync(3600);
        await using var api = await Receiver.StartAsync((request, response) =>
        {
            response.StatusCode = request.Headers["Authorization"].EndsWith("-1", StringComparison.Ordinal) || request.Path == "/never" ? 401 : 200;
            return Task.CompletedTask;
        });

        var result = await _outside.CallAsync(Call(api, tokens, "POST"));
        Assert.Equal(200, result.GetProperty("status").GetInt32());
        Assert.Equal((2, 2), (tokens.Requests.Count, api.Requests.Count));

        var failure = await _outside.FailAsync(Call(api, tokens, "POST", "never"));
        Assert.False(failure.Retriable);
        Assert.Equal((3, 4), (tokens.Requests.Count, api.Requests.Count));
    }

    [Theory]
    [InlineData(400, """{"error":"invalid_client"}""", false, "invalid_client")]
    [InlineData(503, "", true, "503")]
    [InlineData(200, """{"token_type":"bearer"}""", false, "no access_token")]
    [InlineData(200, """{"token_type":"mac","access_token":"access-token"}""", false, "no bearer token")]
    [InlineData(200, "<html>", false, "no access_token")]
    public async Task Run_NoToken_FailsWithTheReasonAndAsksAgainNextTime(int status, string body, bool retriable, string reason)
    {
        await using var tokens = await Receiver.StartAsync(async (_, response) =>
        {
            response.StatusCode = status;
            await response.WriteAsync(body);
        });
        await using var api = await Receiver.StartAsync(200);

        for (var i = 1; i <= 2; i++)
        {
            var failure = await _outside.FailAsync(Call(api, tokens));
            Assert.Equal(retriable, failure.Retriable);
            Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
            Assert.Equal(i, tokens.Requests.Count);
        }

        Assert.Empty(api.Requests);
    }

    [Theory]
    [InlineData("0.0001")]
    [InlineData("0")]
    [InlineData("-1")]
    public async Task Run_TokenThatIsAlreadyOver_IsUsedByTheCallThatAskedForIt(string lifetime)
    {
        await using var tokens = await TokensAsync($$"""{"access_token":"access-token","token_type":"Bearer","expires_in":{{lifetime}}}""");
        await using var api = await Receiver.StartAsync(200);

        for (var i = 1; i <= 2; i++)
        {
            await _outside.CallAsync(Call(api, tokens));
            Assert.Equal(i, tokens.Requests.Count);
            _clock.Advance(TimeSpan.FromMilliseconds(1));
        }
    }

    [Theory]
    [InlineData("\"token_type\":\"bearer\",\"expires_in\":\"3600\"", 3500)]
    [InlineData("\"token_type\":\"BEARER\",\"expires_in\":null", 200)]
    [InlineData("\"token_type\":\"BearerToken\",\"expires_in\":\"soon\"", 200)]
    [InlineData("\"token_type\":\"Bearer\"", 200)]
    [InlineData("\"expires_in\":1e300", 200)]
    public async Task Run_TokenAsOthersWriteIt_IsKeptAsLongAsItSays(string members, int seconds)
    {
        await using var tokens = await TokensAsync($$"""{"access_token":"access-token",{{members}}}""");
        await using var api = await Receiver.StartAsync(200);

        await _outside.CallAsync(Call(api, tokens));
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        await _outside.CallAsync(Call(api, tokens));

        Assert.Single(tokens.Requests);
        Assert.All(api.Requests, request => Assert.Equal("Bearer access-token", request.Headers["Authorization"]));
    }

    [Fact]
    public async Task Run_RefusalThatRepeatsTheCredentials_IsToldWithoutThem()
    {
        await using var tokens = await Receiver.StartAsync(async (request, response) =>
        {
            response.StatusCode = 400;
            await response.WriteAsJsonAsync(new { error = $"{request.Headers["Authorization"]} is none" });
        });
        await using var api = await Receiver.StartAsync(200);

        var failure = await _outside.FailAsync(Call(api, tokens));

        var pair = Assert.Single(tokens.Requests).Headers["Authorization"]["Basic ".Length..];
        Assert.Contains("[secret]", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(pair[^16..], failure.Message, StringComparison.Ordinal);
    }

    private static Task<Receiver> TokensAsync(string answer) => Receiver.StartAsync((_, response) => response.WriteAsync(answer));

    private static Task<Receiver> TokenServerAsync(double lifetime) => Receiver.StartAsync((request, response) =>
        response.WriteAsJsonAsync(new { access_token = $"access-token-{request.Number}", token_type = "bearer", expires_in = lifetime }));

    private static string Call(Receiver api, Receiver tokens, string method = "GET", string path = "") =>
        $$$"""
        {"method":"{{{method}}}","url":"{{{api.Url}}}{{{path}}}","auth":{"type":"oauth2_client_credentials","token_url":"{{{tokens.Url}}}",
         "client_id":"client","client_secret":"{{secret:TOKEN}}","scope":"read write"}}
        """;
}
