using YamlDotNet.Core;

namespace TlEngine.Keda.Commands;

/// <summary>Exit codes: 0 as it should be, 1 findings, 2 the input cannot be read.</summary>
internal static class Outcome
{
    /// <summary>The edge of the program: what is wrong with the input becomes one line and an exit code.</summary>
    public static async Task<int> OfAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (Exception wrong) when (wrong is FormatException or InvalidOperationException or IOException or YamlException)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }
    }

    public static int Report(IReadOnlyCollection<string> findings, string good)
    {
        foreach (var finding in findings)
        {
            Console.Error.WriteLine(finding);
        }

        if (findings.Count == 0)
        {
            Console.WriteLine(good);
        }

        return findings.Count == 0 ? 0 : 1;
    }
}
