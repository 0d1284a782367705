using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using TlEngine.Engines;
using TlEngine.Engines.Outside.Notify;
using TlEngine.Engines.Outside.Secrets;
using TlEngine.Executions;
using TlEngine.Tests.Outbound;
using TlEngine.Tests.Repository;
using TlEngine.Tests.Storage;
using TlEngine.Webhooks;

namespace TlEngine.Tests.Engines.Outside;

/// <summary>The calls on the pages of engines that call out are made, to a server in the place of the one they name.</summary>
public sealed class OutsidePageTests(EmbeddedStorage storage) : IClassFixture<EmbeddedStorage>
{
    private const string Named = "https://api.example.com/";

    [Theory]
    [InlineData("http.call")]
    [InlineData("notify.webhook")]
    public async Task Page_ShowsACall_ItIsAnsweredSo(string id)
    {
        await using var server = await Receiver.StartAsync(async (request, response) =>
        {
            response.StatusCode = 201;
            response.Headers.Location = "/v1/messages/41";
            await response.WriteAsJsonAsync(new { id = 41, sent_with = request.Headers.GetValueOrDefault("Authorization") });
        });
        using var outside = new OutsideUnderTest();
        outside.Secrets["TL_SECRET_EXAMPLE_TOKEN"] = "a-token-of-the-page";
        outside.Secrets["TL_SECRET_EXAMPLE_TOKEN_HOSTS"] = "127.0.0.1";
        outside.Secrets["TL_SECRET_SHUTTLE_HOOK"] = "whsec_AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB";
        outside.Secrets["TL_SECRET_SHUTTLE_HOOK_HOSTS"] = "127.0.0.1";
        IEngine engine = id == "http.call" ? outside.HttpCall : new NotifyWebhookEngine(
            OutboundUnderTest.Guard(OutboundUnderTest.Loopback), new WebhookSender(outside.Outbound, TimeProvider.System), storage.Endpoints,
            new SecretVault(outside.Secrets.GetValueOrDefault), new RandomSource());
        var page = RepositoryRoot.Read($"docs/engines/{id}.md");

        var result = await OutsideUnderTest.RunAsync(engine, Part(page, "call").Replace(Named, server.Url.AbsoluteUri, StringComparison.Ordinal));

        Assert.Single(server.Requests);
        AssertShown(JsonDocument.Parse(Part(page, "answer")).RootElement, result);
    }

    private static void AssertShown(JsonElement shown, JsonElement result)
    {
        if (shown.ValueKind != JsonValueKind.Object)
        {
            Assert.Equal(shown.ToString(), result.ToString());
            return;
        }

        foreach (var member in shown.EnumerateObject())
        {
            AssertShown(member.Value, result.GetProperty(member.Name));
        }
    }

    private static string Part(string page, string part) =>
        Regex.Match(page, $"<!-- {part} -->\n```json\n(?<json>.*?)\n```\n<!-- /{part} -->", RegexOptions.Singleline).Groups["json"].Value;
}
