using System.Diagnostics;
using System.Text.RegularExpressions;

namespace TlEngine.Tests.EndToEnd;

/// <summary>The Python of README, run as it stands there.</summary>
internal static partial class ReadmeScript
{
    /// <summary>Runs the block that has the words in it; answers what it printed.</summary>
    public static async Task<string> RunAsync(
        string words, string folder, string[] arguments, params (string Name, string Value)[] environment)
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "README.md"));
        var script = Blocks().Matches(readme).Select(match => match.Groups["code"].Value).Single(code => code.Contains(
            words, StringComparison.Ordinal));

        // Debian's Python: python3-pika is installed for it.
        var start = new ProcessStartInfo("/usr/bin/python3", ["-c", script, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var python = Process.Start(start)!;
        var errors = python.StandardError.ReadToEndAsync();
        var output = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        Assert.True(python.ExitCode == 0, await errors);
        return output;
    }

    [GeneratedRegex(@"(<<'PY'|```python)\n(?<code>.*?)\n(PY|```)\n", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
