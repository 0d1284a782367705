using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace TlEngine.Tests.EndToEnd;

/// <summary>The page for people. What it shows comes from /engines/status and /engines/metrics, which have tests of their own.</summary>
[Trait("Suite", "BlackBox")]
public sealed partial class DashboardTests
{
    [Fact]
    public async Task Get_WithoutAKey_IsAPageThatRunsItsOwnScriptOnly()
    {
        await using var engine = await EngineServer.StartNewAsync();
        engine.Client.DefaultRequestHeaders.Remove("X-API-Key");

        using var response = await engine.Client.GetAsync(new Uri("/dashboard", UriKind.Relative));
        var html = await response.Content.ReadAsStringAsync();

        Assert.Equal((HttpStatusCode.OK, "text/html"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        foreach (var element in (string[])["script", "style"])
        {
            var content = Regex.Match(html, $"<{element}>(.*?)</{element}>", RegexOptions.Singleline).Groups[1].Value;
            Assert.Contains(
                $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'", policy, StringComparison.Ordinal);
        }

        // Neither an attribute that the policy forbids, nor anything from elsewhere, nor a key.
        Assert.DoesNotMatch(ForbiddenMarkup(), html);
        Assert.DoesNotContain(EngineServer.TlPlaneKey, html, StringComparison.Ordinal);
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
    }

    [GeneratedRegex("""\s(style|on[a-z]+|src|href)=|innerHTML|eval\(""")]
    private static partial Regex ForbiddenMarkup();
}
