using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TlEngine.Tests.Outbound;
using static TlEngine.Tests.Engines.Outside.OutsideUnderTest;

namespace TlEngine.Tests.Engines.Outside.HttpCall;

/// <summary>Secrets reach the other side and nobody else.</summary>
public sealed class HttpCallSecretTests : IDisposable
{
    private readonly OutsideUnderTest _outside = new();

    public void Dispose() => _outside.Dispose();

    [Fact]
    public async Task Run_Secrets_AreSentAndNeverRecorded()
    {
        var inBase64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(Token));
        await using var server = await Receiver.StartAsync(async (request, response) =>
        {
            response.StatusCode = request.Path == "/fails" ? 400 : 200;
            response.Headers["X-Echo"] = request.Headers["Authorization"];
            response.ContentType = "application/json";
            var escaped = string.Concat(Token.Select(character => $"\\u{(int)character:x4}"));
            await response.WriteAsync(
                $$"""{"plain":{{JsonSerializer.Serialize(Token)}},"escaped":"{{escaped}}","url":"{{Uri.EscapeDataString(Token)}}","base64":"{{inBase64}}"}""");
        });
        const string auth = """ "auth":{"type":"bearer","token":"{{secret:TOKEN}}"},"headers":{"X-Key":"k={{ secret:TOKEN }}"} """;

        var result = (await _outside.CallAsync($$"""{"url":"{{server.Url}}",{{auth}}}""")).GetRawText();
        var failure = await _outside.FailAsync($$"""{"url":"{{server.Url}}fails",{{auth}}}""");

        var sent = server.Requests.First();
        Assert.Equal(($"Bearer {Token}", $"k={Token}"), (sent.Headers["Authorization"], sent.Headers["X-Key"]));
        foreach (var recorded in (string[])[result, failure.Message])
        {
            Assert.Contains("[secret]", recorded, StringComparison.Ordinal);
            Assert.DoesNotContain("tok-8c1f", recorded, StringComparison.Ordinal);
            Assert.DoesNotContain(inBase64.TrimEnd('='), recorded, StringComparison.Ordinal);
        }

        Assert.Equal("json", JsonDocument.Parse(result).RootElement.GetProperty("body_type").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("ab")]
    public async Task Run_SecretWithinSomethingInBase64_IsMasked(string before)
    {
        var echo = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{before}{Token}:more"));
        var inUrl = echo.Replace('+', '-').Replace('/', '_');
        await using var server = await Receiver.StartAsync((_, response) => response.WriteAsync($"{echo} {inUrl}"));

        var result = await _outside.CallAsync($$$"""{"url":"{{{server.Url}}}","headers":{"X-Key":"{{secret:TOKEN}}"}}""");

        var shown = result.GetProperty("body").GetString()!;
        Assert.DoesNotContain(echo[4..^8], shown, StringComparison.Ordinal);
        Assert.DoesNotContain(inUrl[4..^8], shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SecretAtTheEndOfWhatAFailureShows_IsNotShownInHalf()
    {
        await using var server = await Receiver.StartAsync((request, response) =>
        {
            response.StatusCode = 400;
            return response.WriteAsync(new string(' ', 4795) + request.Headers["X-Key"]);
        });

        var failure = await _outside.FailAsync($$$"""{"url":"{{{server.Url}}}","headers":{"X-Key":"{{secret:TOKEN}}"}}""");

        Assert.DoesNotContain(Token[..5], failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ApiKey_GoesIntoItsHeader()
    {
        await using var server = await Receiver.StartAsync(204);

        await _outside.CallAsync($$$"""{"url":"{{{server.Url}}}","auth":{"type":"api_key","header":"X-Partner","value":"{{secret:TOKEN}}"}}""");

        Assert.Equal(Token, Assert.Single(server.Requests).Headers["X-Partner"]);
    }
}
