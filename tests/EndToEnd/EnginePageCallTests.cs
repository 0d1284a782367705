using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using TlEngine.Tests.Engines;

namespace TlEngine.Tests.EndToEnd;

/// <summary>The calls on the pages under docs/engines, run by a shell as they stand there, are answered with what the pages show.</summary>
[Trait("Suite", "BlackBox")]
public sealed partial class EnginePageCallTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    public static TheoryData<string> Ids() => EnginePageTests.Ids();

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Call_AsWritten_IsAnsweredAsShown(string id)
    {
        var page = new EnginePage(RegisteredEngines.Find(id));

        var answer = JsonDocument.Parse(await RunAsync(Inside(page.Written("example")))).RootElement;

        Assert.True(answer.TryGetProperty("result", out var result), answer.GetRawText());
        Assert.Equal(Compact(Inside(page.Written("result"))), Comparable(result.GetRawText(), answer.GetProperty("execution_id").GetString()!));
    }

    private async Task<string> RunAsync(string call)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", call]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["TL_ENGINE_URL"] = fixture.Server.Client.BaseAddress!.OriginalString.TrimEnd('/');
        start.Environment["TL_ENGINE_KEY"] = EngineServer.TlPlaneKey;
        using var shell = Process.Start(start)!;
        var errors = shell.StandardError.ReadToEndAsync();
        var output = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        Assert.True(shell.ExitCode == 0, await errors);
        return output;
    }

    /// <summary>As the pages have what differs from call to call: the id, the time of creation, how long a step took.</summary>
    private static string Comparable(string result, string executionId) => Compact(Created().Replace(
        Durations().Replace(result.Replace(executionId, Guid.Empty.ToString(), StringComparison.Ordinal), "\"duration_ms\":0.25"),
        "\"timestamp\":\"2025-01-01T00:00:00Z\""));

    private static string Compact(string json) => JsonSerializer.Serialize(JsonDocument.Parse(json).RootElement);

    private static string Inside(string block) => Fenced().Match(block).Groups["text"].Value;

    [GeneratedRegex("^```[a-z]+\n(?<text>.*)\n```$", RegexOptions.Singleline)]
    private static partial Regex Fenced();

    [GeneratedRegex("\"duration_ms\":[0-9.]+")]
    private static partial Regex Durations();

    [GeneratedRegex("\"timestamp\":\"[^\"]+\"")]
    private static partial Regex Created();
}
