using System.Diagnostics;
using System.Text.RegularExpressions;
using TlEngine.Tests.Repository;

namespace TlEngine.Tests.EndToEnd;

/// <summary>The Python of a page, all its blocks as one program.</summary>
internal static partial class PythonPage
{
    public static async Task RunAsync(string page, params (string Name, string Value)[] environment)
    {
        var blocks = Blocks().Matches(await File.ReadAllTextAsync(RepositoryRoot.File(page)));
        Assert.NotEmpty(blocks);

        // Debian's Python: python3-requests is installed for it.
        var start = new ProcessStartInfo("/usr/bin/python3", ["-"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var python = Process.Start(start)!;
        await python.StandardInput.WriteAsync(string.Join('\n', blocks.Select(block => block.Groups["code"].Value)));
        python.StandardInput.Close();
        var output = python.StandardOutput.ReadToEndAsync();
        var errors = await python.StandardError.ReadToEndAsync();
        await python.WaitForExitAsync();
        Assert.True(python.ExitCode == 0, $"{page}: {errors}{await output}");
    }

    [GeneratedRegex("```python\n(?<code>.*?)\n```\n", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
