using System.Diagnostics;

namespace TlEngine.Tests.Servers;

/// <summary>The programs of the servers: where they are, and running one to its end.</summary>
internal static class Tool
{
    private static readonly string[] _folders =
        [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), "/usr/local/sbin", "/usr/sbin", "/sbin"];

    public static bool IsRoot => Environment.UserName == "root";

    /// <summary>The program's path: in <paramref name="folders"/>, or else on the PATH. A missing one is an error, never a skipped test.</summary>
    public static string Find(string program, params IEnumerable<string> folders) =>
        folders.Concat(_folders).Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
            ?? throw Missing($"the program {program}");

    public static InvalidOperationException Missing(string what) =>
        new($"The tests need {what}, which is not installed here. `make test` installs what is missing; after it, `dotnet test` works too.");

    /// <summary>Runs a program to its end and returns what it wrote; throws when it fails.</summary>
    public static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/",
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await errors}{await output}");
    }
}
