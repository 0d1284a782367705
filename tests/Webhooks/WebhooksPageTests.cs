using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using TlEngine.Tests.Repository;
using TlEngine.Webhooks;

namespace TlEngine.Tests.Webhooks;

/// <summary>The Python of docs/webhooks.md verifies what the service signs, and nothing else.</summary>
public sealed partial class WebhooksPageTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private const string Driver =
        """

        import json, sys
        for case in json.load(sys.stdin):
            print(verify(case["secret"], case["headers"], case["body"].encode()))
        """;

    [Fact]
    public async Task Verify_OfThePage_TakesTheServicesSignaturesOnly()
    {
        var now = DateTimeOffset.UtcNow;
        object[] cases =
        [
            Case(now),
            Case(now, signature: $"v1,AAAA v2,BBBB {Sign(now, "{}")} v1,CCCC"),
            Case(now, body: "{ }", signature: Sign(now, "{}")),
            Case(now, secret: "whsec_AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB"),
            Case(now - TimeSpan.FromMinutes(6)),
            Case(now + TimeSpan.FromMinutes(6)),
        ];

        var answers = await RunAsync(JsonSerializer.Serialize(cases));

        Assert.Equal(["True", "True", "False", "False", "False", "False"], answers);
    }

    private static object Case(DateTimeOffset at, string body = "{}", string secret = Secret, string? signature = null) => new
    {
        secret,
        body,
        headers = new Dictionary<string, string>
        {
            ["webhook-id"] = "msg_1",
            ["webhook-timestamp"] = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["webhook-signature"] = signature ?? Sign(at, body),
        },
    };

    private static string Sign(DateTimeOffset at, string body) =>
        WebhookSignature.Of("msg_1", at, Encoding.UTF8.GetBytes(body), [WebhookSecret.Parse(Secret)!]);

    private static async Task<string[]> RunAsync(string input)
    {
        var script = Block().Match(RepositoryRoot.Read("docs/webhooks.md")).Groups["code"].Value;
        var start = new ProcessStartInfo("/usr/bin/python3", ["-c", script + Driver])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var python = Process.Start(start)!;
        var errors = python.StandardError.ReadToEndAsync();
        await python.StandardInput.WriteAsync(input);
        python.StandardInput.Close();
        var output = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        Assert.True(python.ExitCode == 0, await errors);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    [GeneratedRegex(@"```python\n(?<code>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
